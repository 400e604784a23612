/* summary.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "summary.h"

#include "configuration.h"
#include "consequence/connect.h"
#include "generation.h"
#include "judgement.h"
#include "kept-memory.h"
#include "leg/leg.h"
#include "vain/encrypted.h"

/* Kept until the evidence changes. */
typedef struct flow_cached {
    flow_summary summary;
    guint32 generation; /* in which it was made; 0: not yet */
} flow_cached;

/* Which of two judgements of one flow counts: proven beats probable, a proven fault beats a proven "own
 * address", otherwise the later one. */
static bool
stands_before(const verdict_answer *newer, const flow_summary *older)
{
    if (newer->confidence != older->confidence)
        return newer->confidence > older->confidence;
    if (newer->confidence == CONFIDENCE_PROVEN && verdict_is_fault(older->verdict))
        return verdict_is_fault(newer->verdict);
    return newer->confidence != CONFIDENCE_NONE;
}

static void
add_claim(const expressway_flow *flow, const flow_claim *claim, flow_summary *summary)
{
    verdict_answer judged = judgement_of(flow, claim);

    if (judged.confidence == CONFIDENCE_PROVEN && summary->confidence == CONFIDENCE_PROVEN &&
        judged.verdict != summary->verdict) {
        summary->conflict[0] = summary->decided_by;
        summary->conflict[1] = claim;
    }
    if (stands_before(&judged, summary)) {
        summary->verdict = judged.verdict;
        summary->confidence = judged.confidence;
        summary->decided_by = claim;
    }
}

static void
sum_up_claims(const expressway_flow *flow, flow_summary *summary)
{
    wmem_array_t *claims = flow->details->claims.list;
    guint count = claims != NULL ? wmem_array_get_count(claims) : 0;

    for (guint i = 0; i < count; i++)
        add_claim(flow, *(flow_claim **)wmem_array_index(claims, i), summary);
}

/* What the two legs of the connection show is the same for both. No message need be readable for it. */
static void
sum_up_legs(const expressway_flow *flow, flow_summary *summary)
{
    const leg_pair *pair = leg_pair_of(flow);

    summary->by_legs = pair != NULL && !flow_has_foreign_sip(pair->c_side) &&
                       !flow_has_foreign_sip(pair->e_side) &&
                       (pair->is_settled || generation_is_after_first_pass() ||
                        pair->c_side->sip.is_expressway || pair->e_side->sip.is_expressway);
    if (summary->by_legs)
        add_claim(pair->e_side, leg_claim_of(flow), summary);
}

/* Nothing that can be read decides. The configuration can prove a translation; C's behaviour can make it
 * probable. */
static void
sum_up_encrypted(const expressway_flow *flow, flow_summary *summary)
{
    bool is_decided = summary->decided_by != NULL;
    verdict_answer client = judgement_of_client(flow);
    encrypted_pattern pattern;

    if (!is_decided && client.row == ROW_REFLECTED_HERE &&
        host_set_find(configuration_addresses(ROLE_EXPRESSWAY_E), flow->client.host) != NULL) {
        summary->verdict = client.verdict;
        summary->confidence = client.confidence;
        summary->by_configuration = true;
        return;
    }
    pattern = encrypted_judge(flow);
    /* A verdict with better evidence stays. C's failed attempts count only as part of a fault. */
    if (pattern.match == NULL || (is_decided && !verdict_is_fault(summary->verdict)))
        return;
    summary->vain = pattern.match;
    summary->vain_connections = pattern.connections;
    if (is_decided || pattern.verdict == VERDICT_UNDETERMINED)
        return;
    summary->verdict = pattern.verdict;
    summary->confidence = CONFIDENCE_PROBABLE;
}

const flow_summary *
summary_of(expressway_flow *flow)
{
    flow_summary *summary;

    if (flow->cached == NULL)
        flow->cached = (flow_cached *)kept_memory_new0(sizeof *flow->cached);
    summary = &flow->cached->summary;
    if (flow->cached->generation != generation_now()) {
        *summary = (flow_summary){.verdict = VERDICT_UNDETERMINED};
        sum_up_legs(flow, summary);
        if (flow_is_unread(flow))
            sum_up_encrypted(flow, summary);
        if (flow->sip.is_expressway)
            sum_up_claims(flow, summary);
        flow->cached->generation = generation_now();
    }
    return summary;
}

bool
summary_tells(const flow_summary *summary, const connect_attempt *attempt)
{
    return attempt->is_in_vain && summary->vain != NULL &&
           endpoint_equal(&attempt->destination, &summary->vain->target->where);
}
