/* observe-attempt.h
 * What attempts of Expressway-C to connect to Expressway-E show: whether the zone, the SSH tunnels and the
 * XMPP link can come up. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_ATTEMPT_H
#define EXPRESSWAY_OBSERVE_ATTEMPT_H

#include "../capture/frame/tcp-segment.h"

/* A segment from or to a traversal port, or one of a link's other ports. */
void observe_attempt(packet_info *pinfo, const tcp_segment *segment);

/* An ICMP error in this frame says that a segment from client to server was not delivered. */
void observe_attempt_unreachable(packet_info *pinfo, endpoint client, endpoint server);

#endif
