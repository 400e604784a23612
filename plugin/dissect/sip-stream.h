/* sip-stream.h
 * Brings SIP on traversal connections to Wireshark's SIP dissector: SIP inside TLS, which Wireshark alone
 * expects on port 5061 only, and SIP on plain TCP where a start line crosses segments. The keep-alives
 * between messages (RFC 5626) are left out, since the SIP dissector gives up at them. Nothing is bound to a
 * port.
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

/* On the first pass: the frame has SIP that Wireshark found by itself, directly upon TCP or TLS. From the
 * next frame on, the stream is dissected through the handle above, which says where SIP is. */
void sip_stream_adopt(packet_info *pinfo);

/* The protocol of that dissector. It is only a name: it is not a layer of any frame. */
int sip_stream_protocol(void);

/* On the first pass: makes the data of the frame's TLS session come to this file before the dissector that is
 * registered for the port of the other end. Where always is true, it also comes before a dissector that has
 * been set for the session. A "Decode As" by the user for either port comes first. */
void sip_stream_expect_in_tls(packet_info *pinfo, bool always);

#endif
