/* judgement.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "judgement.h"

#include "configuration.h"
#include "evidence.h"
#include "generation.h"
#include "leg/leg.h"

void
judgement_e_addresses(const expressway_flow *flow, host_set *set)
{
    const leg_pair *pair = leg_pair_of(flow);

    evidence_e_addresses(flow, set);
    if (pair != NULL && pair->sides_known)
        host_set_add(set, pair->c_side->server.host, pair->c_frame,
                     "where Expressway-C connects to, at its side of this connection");
}

/* Whether end is the client of another connection, of which the capture shows one leg only. */
static bool
is_client_of_unpaired_flow(const expressway_flow *flow, endpoint end)
{
    const expressway_flow *other = flow_of_client(end);

    return other != NULL && other != flow && leg_pair_of(other) == NULL;
}

/* Nearly every message of C's asks, so the set is only made where it can have more than what is at hand. */
bool
judgement_is_of_e(const expressway_flow *flow, host_address host)
{
    host_set of_e;

    if (host_address_equals(host, flow->server.host) ||
        (flow->details->expressway_e != NULL && host_set_find(flow->details->expressway_e, host) != NULL))
        return true;
    if (configuration_addresses(ROLE_EXPRESSWAY_E)->count == 0 && leg_pair_of(flow) == NULL)
        return false;
    judgement_e_addresses(flow, &of_e);
    return host_set_find(&of_e, host) != NULL;
}

/* Whether the host that C names as its own, or its 408, speaks against the client's address being
 * C's own. */
static bool
is_doubted(const expressway_flow *flow, endpoint client)
{
    const host_set *word = flow->said.client_word;
    const flow_claim *claim = evidence_find_claim(flow, client, "");

    return (word != NULL && word->count > 0 && host_set_find(word, client.host) == NULL) ||
           (claim != NULL && claim->timed_out_frame != 0 && claim->accepted_frame == 0);
}

/* The proof that remains that the client's address is C's own. Hops are weaker than a name: some firewalls
 * translate without decrementing the hop count. */
static leg_proof
not_contradicted(const expressway_flow *flow, endpoint client, leg_proof proof)
{
    if (proof == LEG_PROVEN || proof == LEG_NOT_SHOWN)
        return proof;
    if (judgement_is_of_e(flow, client.host))
        return LEG_NOT_SHOWN;
    if (!is_doubted(flow, client))
        return proof;
    return proof == LEG_UNROUTED ? LEG_NOT_SHOWN : LEG_NAMED;
}

/* C's true end, and how sure that is. */
typedef struct {
    endpoint client;
    confidence sure;
    leg_proof proof; /* what shows the place of the capture, if the conclusion rests on it */
} true_end;

static true_end
end_shown_by(endpoint client, leg_proof proof)
{
    if (proof == LEG_NOT_SHOWN)
        return (true_end){.sure = CONFIDENCE_NONE};
    return (true_end){client, proof >= LEG_NAMED_AND_UNROUTED ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE,
                      proof};
}

/* From the leg at C's side. An address that differs between the two places was translated. One that does
 * not is C's own only if nothing can have translated it before. */
static true_end
true_end_of_pair(const leg_pair *pair, endpoint claimed)
{
    endpoint client = pair->c_side->client;
    leg_proof proof = pair->c_proof;

    if (!endpoint_matches(claimed, client))
        return (true_end){client, CONFIDENCE_PROVEN, LEG_NOT_SHOWN};
    proof = not_contradicted(pair->c_side, client, proof);
    return end_shown_by(client, not_contradicted(pair->e_side, client, proof));
}

/* From C's own log, otherwise from the place of the capture. */
static true_end
true_end_of(const expressway_flow *flow, const leg_pair *pair, endpoint claimed)
{
    true_end found = {.sure = CONFIDENCE_NONE};

    if (pair != NULL)
        found = true_end_of_pair(pair, claimed);
    if (found.sure != CONFIDENCE_NONE || (pair != NULL && !flow->said.is_in_client_log))
        return found;
    return end_shown_by(flow->client, not_contradicted(flow, flow->client, leg_side_proof_of_c(flow, false)));
}

leg_proof
judgement_proof_of_client(const expressway_flow *flow, const flow_claim *claim)
{
    const leg_pair *pair = leg_pair_of(flow);

    return true_end_of(pair != NULL && claim->is_of_leg ? pair->e_side : flow, pair, claim->address).proof;
}

/* If only the place of the capture shows C's end, and the claim is right, there is nothing else to
 * expect. */
static verdict_answer
without_expectation_of_itself(const expressway_flow *flow, verdict_answer judged)
{
    if (judged.verdict == VERDICT_OWN_ADDRESS && !flow->said.is_in_client_log && leg_pair_of(flow) == NULL)
        judged.has_expected = false;
    return judged;
}

static verdict_answer
judge(const expressway_flow *flow, const flow_claim *claim, const host_set *of_e)
{
    true_end known = true_end_of(flow, leg_pair_of(flow), claim->address);
    verdict_question question = {
        .claimed = claim->address,
        .destination = flow->client,
        .true_client = known.client,
        .true_client_sure = known.sure,
        .source = flow->server.host,
        .expressway_e = of_e,
        .client_word = flow->said.client_word,
        .configured_c = configuration_addresses(ROLE_EXPRESSWAY_C),
        .client_port_in_range = configuration_is_client_port(flow->client.port),
        .client_of_unpaired_flow = is_client_of_unpaired_flow(flow, claim->address),
        .accepted = claim->accepted_frame != 0,
        .timed_out = claim->timed_out_frame != 0,
    };

    return without_expectation_of_itself(flow, verdict_judge(&question));
}

verdict_answer
judgement_of_client(const expressway_flow *flow)
{
    flow_claim client = {.address = flow->client};
    host_set of_e;

    evidence_e_addresses(flow, &of_e);
    return judge(flow, &client, &of_e);
}

/* Equal addresses at two places show what E sees only if one of the places is E's side. */
static verdict_answer
judge_legs(const leg_pair *pair, const flow_claim *claim)
{
    verdict_answer judged;
    host_set of_e;

    judgement_e_addresses(pair->e_side, &of_e);
    judged = judge(pair->e_side, claim, &of_e);
    if (judged.verdict == VERDICT_OWN_ADDRESS && (judged.row != ROW_TRUE_CLIENT || !pair->e_is_shown))
        return (verdict_answer){.verdict = VERDICT_UNDETERMINED, .row = ROW_NOTHING_KNOWN};
    return judged;
}

static verdict_answer
judge_anew(const expressway_flow *flow, const flow_claim *claim)
{
    const leg_pair *pair = leg_pair_of(flow);
    host_set of_e;

    if (pair != NULL && claim->is_of_leg)
        return judge_legs(pair, claim);
    judgement_e_addresses(flow, &of_e);
    return judge(flow, claim, &of_e);
}

verdict_answer
judgement_of(const expressway_flow *flow, const flow_claim *claim)
{
    flow_judged *kept = claim->judged;

    if (kept == NULL)
        return judge_anew(flow, claim);
    if (kept->generation != generation_now()) {
        kept->answer = judge_anew(flow, claim);
        kept->generation = generation_now();
    }
    return kept->answer;
}
