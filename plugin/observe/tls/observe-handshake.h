/* observe-handshake.h
 * TLS handshakes, from the segments of their connections. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_HANDSHAKE_H
#define EXPRESSWAY_OBSERVE_HANDSHAKE_H

#include "../../capture/failure/handshake.h"
#include "../../capture/frame/tcp-segment.h"

/* Any segment from or to a traversal port, or a port of a server behind C. */
void observe_handshake(packet_info *pinfo, const tcp_segment *segment);

#endif
