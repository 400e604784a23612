/* summary.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "summary.h"

#include "encrypted.h"
#include "judgement.h"

/* Of two judgements of one flow the one that stands: proven beats probable, a proven fault beats a proven
 * "own address", else the later one. */
static bool
stands_before(const verdict_answer *newer, const flow_summary *older)
{
    if (newer->confidence != older->confidence)
        return newer->confidence > older->confidence;
    if (newer->confidence == CONFIDENCE_PROVEN && verdict_is_fault(older->verdict))
        return verdict_is_fault(newer->verdict);
    return newer->confidence != CONFIDENCE_NONE;
}

static gint
by_last_frame(gconstpointer a, gconstpointer b)
{
    const flow_claim *left = *(flow_claim *const *)a;
    const flow_claim *right = *(flow_claim *const *)b;

    return left->last_frame < right->last_frame ? -1 : left->last_frame > right->last_frame;
}

static void
sum_up_claims(const expressway_flow *flow, flow_summary *summary)
{
    wmem_array_t *claims = flow->claims;
    guint count = claims != NULL ? wmem_array_get_count(claims) : 0;

    if (count > 1)
        wmem_array_sort(claims, by_last_frame);
    for (guint i = 0; i < count; i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(claims, i);
        verdict_answer judged = flow_judge(flow, one);

        if (judged.confidence == CONFIDENCE_PROVEN && summary->confidence == CONFIDENCE_PROVEN &&
            judged.verdict != summary->verdict) {
            summary->conflict[0] = summary->decided_by;
            summary->conflict[1] = one;
        }
        if (stands_before(&judged, summary)) {
            summary->verdict = judged.verdict;
            summary->confidence = judged.confidence;
            summary->decided_by = one;
        }
    }
}

/* Nothing can be read: what is configured proves, what C does makes it probable. */
static void
sum_up_encrypted(const expressway_flow *flow, flow_summary *summary)
{
    verdict_answer client = flow_judge_client(flow);

    if (client.row == ROW_REFLECTED_HERE) {
        summary->verdict = client.verdict;
        summary->confidence = client.confidence;
        summary->by_configuration = true;
        return;
    }
    summary->pattern = encrypted_judge(flow, &summary->verdict);
    if (summary->pattern != NULL)
        summary->confidence = CONFIDENCE_PROBABLE;
}

const flow_summary *
flow_summarise(expressway_flow *flow)
{
    if (flow->summary_generation != flow_evidence_generation()) {
        flow->summary = (flow_summary){.verdict = VERDICT_UNDETERMINED};
        if (!flow->has_sip)
            sum_up_encrypted(flow, &flow->summary);
        else if (flow->is_expressway)
            sum_up_claims(flow, &flow->summary);
        flow->summary_generation = flow_evidence_generation();
    }
    return &flow->summary;
}
