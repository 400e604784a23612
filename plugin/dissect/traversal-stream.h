/* traversal-stream.h
 * TCP offers data to the dissectors of both ports before it asks any heuristic. A traversal connection whose
 * other end happens to use a port of X11 or MySQL would go to these. So the first data of a connection to a
 * traversal port comes here: if it is TLS or SIP it goes to that dissector, and otherwise the connection is
 * left alone. No port is bound.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TRAVERSAL_STREAM_H
#define EXPRESSWAY_TRAVERSAL_STREAM_H

#include "../ws-compat.h"

/* Called at hand-off, after sip_stream_handoff(). */
void traversal_stream_handoff(void);

/* On the first pass, for a TCP frame from or to a traversal port that has been dissected. If the frame begins
 * a connection to a traversal port, the data to come is examined first. If the frame has data that is TLS or
 * SIP and another dissector took it, which happens to the first data of a connection whose SYN was not
 * captured, TCP dissects that data again. */
void traversal_stream_note_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
