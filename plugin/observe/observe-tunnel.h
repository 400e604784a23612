/* observe-tunnel.h
 * What connections of SSH between Expressway-C and Expressway-E show. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_TUNNEL_H
#define EXPRESSWAY_OBSERVE_TUNNEL_H

#include "../capture/frame/tcp-segment.h"

/* A segment from or to the port of the tunnels, after observe_attempt has seen it. */
void observe_tunnel(packet_info *pinfo, const tcp_segment *segment, endpoint source, endpoint destination);

#endif
