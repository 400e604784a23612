/* observe-silence.h
 * Connections that die on the way: after a long time without a packet, what Expressway-C sends is not
 * acknowledged any more, or is answered with RST, and yet a new connection is accepted at once. First pass
 * only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_SILENCE_H
#define EXPRESSWAY_OBSERVE_SILENCE_H

#include "../capture/failure/reach.h"
#include "../capture/frame/tcp-segment.h"

/* A segment of a known flow, before the flow has noted its frame. Costs a comparison for almost all. */
void observe_silence(const packet_info *pinfo, const expressway_flow *flow, bool from_client,
                     const tcp_segment *segment);

/* A new connection was accepted (works), or failed: then the server may have been down. */
void observe_silence_next(packet_info *pinfo, const reach *next, bool works);

#endif
