/* traversal-stream.h
 * TCP offers data to the dissector of either port before it asks any heuristic, so a traversal connection
 * whose other end has a port of X11's or MySQL's would be theirs. Connections to a traversal port are
 * therefore looked at first: by their data they are TLS's or SIP's; what is neither is left alone. No port is
 * bound.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TRAVERSAL_STREAM_H
#define EXPRESSWAY_TRAVERSAL_STREAM_H

#include "../ws-compat.h"

/* Called at hand-off, after sip_stream_handoff(). */
void traversal_stream_handoff(void);

/* On the first pass, of a frame that has been dissected: if it begins a connection to a traversal port, the
 * data to come is looked at first. If it has data that is TLS or SIP and another dissector took it,
 * Wireshark's TCP dissects that data again: it is the first data of a connection whose SYN was not captured.
 */
void traversal_stream_note_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
