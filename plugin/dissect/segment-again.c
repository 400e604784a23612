/* segment-again.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "segment-again.h"

#include <epan/exceptions.h>
#include <epan/show_exception.h>

/* A dissector that TCP calls may ask for more data while this is at least 1 where it runs. */
#define TCP_CAN_DESEGMENT 2

bool
segment_again_is_possible(const struct tcp_analysis *tcp, const tcp_segment *segment)
{
    guint32 start = segment->sequence + (segment->is_syn ? 1 : 0);

    return tcp->fwd != NULL && (tcp->fwd->tcp_analyze_seq_info == NULL ||
                                tcp->fwd->tcp_analyze_seq_info->nextseq == start + segment->payload);
}

/* As TCP counts: from the direction's first sequence number where it analyses them. */
static guint32
start_of(const struct tcp_analysis *tcp, const tcp_segment *segment)
{
    guint32 start = segment->sequence + (segment->is_syn ? 1 : 0);

    return tcp->fwd->tcp_analyze_seq_info != NULL ? start - tcp->fwd->base_seq : start;
}

/* What the frame's dissectors have asked to be given together with this segment's data, or some of it, is not
 * waited for any more. */
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

/* TCP finds what is waited for by where it begins. Nothing can be taken out of its tree, so what stands there
 * behind ours must not hide it. */
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
