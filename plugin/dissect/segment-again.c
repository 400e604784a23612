/* segment-again.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "segment-again.h"

#include <epan/exceptions.h>
#include <epan/show_exception.h>

/* TCP lets a dissector ask for more data while this is at least 1 where the dissector runs. */
#define TCP_CAN_DESEGMENT 2

bool
segment_again_is_possible(const struct tcp_analysis *tcp, const tcp_segment *segment)
{
    guint32 start = segment->sequence + (segment->is_syn ? 1 : 0);

    return tcp->fwd != NULL && (tcp->fwd->tcp_analyze_seq_info == NULL ||
                                tcp->fwd->tcp_analyze_seq_info->nextseq == start + segment->payload);
}

/* Where the segment starts, as TCP counts: relative to the first sequence number of the direction where TCP
 * analyses sequence numbers. */
static guint32
start_of(const struct tcp_analysis *tcp, const tcp_segment *segment)
{
    guint32 start = segment->sequence + (segment->is_syn ? 1 : 0);

    return tcp->fwd->tcp_analyze_seq_info != NULL ? start - tcp->fwd->base_seq : start;
}

/* Cancels what the dissectors of the frame have asked to be given together with the data of this segment, or
 * with a part of it. */
static struct tcp_multisegment_pdu *
forget(tcp_flow_t *direction, guint32 start, guint32 end)
{
    struct tcp_multisegment_pdu *awaited =
        (struct tcp_multisegment_pdu *)wmem_tree_lookup32_le(direction->multisegment_pdus, end - 1);

    direction->flags &= (guint16)~TCP_FLOW_REASSEMBLE_UNTIL_FIN;
    if (awaited == NULL || (gint32)(awaited->nxtpdu - start) <= 0)
        return NULL;
    awaited->nxtpdu = (gint32)(awaited->seq - start) > 0 ? awaited->seq : start;
    return awaited;
}

/* TCP looks up a request by where its data begins. Nothing can be removed from that tree, so the cancelled
 * request is replaced by ours where it would hide ours. */
static void
replace(tcp_flow_t *direction, const struct tcp_multisegment_pdu *forgotten)
{
    struct tcp_multisegment_pdu *ours = (struct tcp_multisegment_pdu *)wmem_tree_lookup32_le(
        direction->multisegment_pdus, forgotten->seq - 1);

    if (ours != NULL && (gint32)(ours->nxtpdu - forgotten->seq) > 0)
        wmem_tree_insert32(direction->multisegment_pdus, forgotten->seq, ours);
}

static void
call_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct tcp_analysis *tcp, struct tcpinfo *info)
{
    TRY
    {
        dissect_tcp_payload(tvb, pinfo, 0, info->seq, info->nxtseq, pinfo->srcport, pinfo->destport, tree,
                            NULL, tcp, info);
    }
    CATCH_NONFATAL_ERRORS
    {
        show_exception(tvb, pinfo, tree, EXCEPT_CODE, GET_MESSAGE);
    }
    ENDTRY;
}

static void
dissect_payload(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct tcp_analysis *tcp, guint32 start)
{
    guint32 end = start + tvb_reported_length(tvb);
    struct tcpinfo info = {.seq = start, .nxtseq = end};
    struct tcp_multisegment_pdu *forgotten = forget(tcp->fwd, start, end);

    if (tcp->fwd->maxnextseq == end) /* out-of-order segments are reassembled: this one is new once more */
        tcp->fwd->maxnextseq = start;
    if (tvb_captured_length(tvb) == tvb_reported_length(tvb) && !pinfo->fragmented)
        pinfo->can_desegment = TCP_CAN_DESEGMENT;
    call_tcp(tvb, pinfo, tree, tcp, &info);
    if (forgotten != NULL)
        replace(tcp->fwd, forgotten);
    pinfo->can_desegment = 0;
    pinfo->desegment_offset = 0;
    pinfo->desegment_len = 0;
}

void
segment_again_dissect(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, struct tcp_analysis *tcp,
                      const tcp_segment *segment)
{
    dissect_payload(tvb_new_subset_length(tvb, segment->data_start, (gint)segment->payload), pinfo, tree, tcp,
                    start_of(tcp, segment));
}

void
segment_again_forget_rest(tcp_flow_t *direction)
{
    guint32 start = direction->tcp_analyze_seq_info != NULL
                        ? direction->tcp_analyze_seq_info->nextseq - direction->base_seq
                        : 0;
    struct tcp_multisegment_pdu *awaited =
        (struct tcp_multisegment_pdu *)wmem_tree_lookup32_le(direction->multisegment_pdus, start);

    direction->flags &= (guint16)~TCP_FLOW_REASSEMBLE_UNTIL_FIN;
    if (awaited != NULL && !(awaited->flags & MSP_FLAGS_REASSEMBLE_ENTIRE_SEGMENT) &&
        (gint32)(awaited->nxtpdu - start) > 0)
        awaited->nxtpdu = start;
}
