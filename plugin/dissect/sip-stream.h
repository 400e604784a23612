/* sip-stream.h
 * Brings SIP on traversal connections to Wireshark's SIP dissector: inside TLS, which stock Wireshark knows
 * on port 5061 only, and on plain TCP where a start line crosses segments. Nothing is bound to a port.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_STREAM_H
#define EXPRESSWAY_SIP_STREAM_H

/* Called at hand-off: registers both heuristics for protocol proto. */
void sip_stream_handoff(int proto);

#endif
