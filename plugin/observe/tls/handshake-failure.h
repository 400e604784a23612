/* handshake-failure.h
 * What follows from how a TLS handshake ended. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HANDSHAKE_FAILURE_H
#define EXPRESSWAY_HANDSHAKE_FAILURE_H

#include "../../capture/failure/handshake.h"
#include "../../capture/frame/tcp-segment.h"

/* One end has sent an alert that ends it. */
void handshake_failure_of_alert(packet_info *pinfo, handshake *one, bool from_client);

/* The connection ends, with FIN or RST of that end, before it was of any use. */
void handshake_failure_of_end(packet_info *pinfo, handshake *one, const tcp_segment *segment,
                              bool from_client);

/* It works: earlier failures are over, and the certificates are accepted. */
void handshake_failure_of_none(packet_info *pinfo, handshake *one);

#endif
