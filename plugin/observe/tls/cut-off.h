/* cut-off.h
 * Connections that are reset before the server has answered to TLS: by their ends, or by something between
 * them. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CUT_OFF_H
#define EXPRESSWAY_CUT_OFF_H

#include "../../capture/failure/handshake.h"
#include "../../capture/frame/tcp-segment.h"

/* Called once. */
void cut_off_register(void);

/* A RST comes from that end. Whether it is the second of two, on the two sides of one connection, of which
 * each claims to come from the other end. */
bool cut_off_is_at_both_ends(const packet_info *pinfo, handshake *one, bool from_client);

/* Whether the RST of one side alone hints at a device between the ends: it answers a ClientHello, or it has
 * come a different way than the SYN of the same end. */
bool cut_off_is_suspicious(const handshake *one, const tcp_segment *reset, bool from_client);

#endif
