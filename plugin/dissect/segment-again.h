/* segment-again.h
 * Wireshark's TCP hands a segment to dissectors anew. Whoever was given it, or data before it, may have asked
 * for more, in vain: its length is not theirs to tell, and TCP would keep all that follows for them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SEGMENT_AGAIN_H
#define EXPRESSWAY_SEGMENT_AGAIN_H

#include "../ws-compat.h"

#include "../capture/frame/tcp-segment.h"

#include <epan/dissectors/packet-tcp.h>

/* Whether the frame's segment, which has data, is the newest of its direction: what is out of order or sent
 * again was given to nobody. */
bool segment_again_is_possible(const struct tcp_analysis *tcp, const tcp_segment *segment);

/* Dissects it as if nobody had been asked yet. tvb has the frame's bytes; on the first pass only. */
void segment_again_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct tcp_analysis *tcp,
                           const tcp_segment *segment);

/* Whoever took the latest data of the direction gets no more. A wait for just one more segment may be our
 * own, and stays. */
void segment_again_forget_rest(tcp_flow_t *direction);

#endif
