/* sip-stream.h
 * Brings SIP on traversal connections to Wireshark's SIP dissector: inside TLS, which stock Wireshark knows
 * on port 5061 only, and on plain TCP where a start line crosses segments; without the keep-alives between
 * the messages (RFC 5626), at which it gives up. Nothing is bound to a port.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_STREAM_H
#define EXPRESSWAY_SIP_STREAM_H

#include "../ws-compat.h"

/* Called once: proto is the protocol that the streams belong to. */
void sip_stream_register(int proto);

/* Called at hand-off: registers both heuristics for protocol proto. */
void sip_stream_handoff(int proto);

/* The dissector of a stream of SIP messages; NULL where this Wireshark has no SIP. */
dissector_handle_t sip_stream_handle(void);

/* The protocol of that dissector: a name alone, no layer of a frame. */
int sip_stream_protocol(void);

/* On the first pass: what the frame's TLS session carries is looked at before the dissector that is bound to
 * the other end's port among TLS's, and before any that has been named for the session where always is true.
 * The user's choice for either port comes first. */
void sip_stream_expect_in_tls(packet_info *pinfo, bool always);

#endif
