/* segment-again.h
 * Makes Wireshark's TCP dissect a segment again, for another dissector. The first dissector may have asked
 * TCP for more data, and TCP would keep what follows for it. Such requests are cancelled.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SEGMENT_AGAIN_H
#define EXPRESSWAY_SEGMENT_AGAIN_H

#include "../ws-compat.h"

#include "../capture/frame/tcp-segment.h"

#include <epan/dissectors/packet-tcp.h>

/* Whether the frame's segment, which has data, is the newest of its direction. TCP does not pass on what is
 * out of order or a retransmission, so that cannot be dissected again. */
bool segment_again_is_possible(const struct tcp_analysis *tcp, const tcp_segment *segment);

/* Dissects the segment as if no dissector had seen it yet. tvb has the bytes of the frame. On the first pass
 * only. */
void segment_again_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct tcp_analysis *tcp,
                           const tcp_segment *segment);

/* Cancels the request for more data of the dissector that took the latest data of the direction. A request
 * for just one more segment stays, since it may be our own. */
void segment_again_forget_rest(tcp_flow_t *direction);

#endif
