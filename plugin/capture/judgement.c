/* judgement.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "judgement.h"

#include "frame/interface-name.h"
#include "leg/leg.h"

#include <string.h>

static guint32 generation = 1;
static bool all_is_seen;

void
flow_evidence_changed(void)
{
    generation++;
}

void
flow_evidence_begin(void)
{
    all_is_seen = false;
    flow_evidence_changed();
}

void
flow_all_is_seen(void)
{
    if (!all_is_seen) {
        all_is_seen = true;
        flow_evidence_changed();
    }
}

bool
flow_is_all_seen(void)
{
    return all_is_seen;
}

guint32
flow_evidence_generation(void)
{
    return generation;
}

static void
learn(host_set **set, host_address host, guint32 frame, const char *said)
{
    if (host.family == HOST_NONE)
        return;
    if (*set == NULL)
        *set = wmem_new0(wmem_file_scope(), host_set);
    if (host_set_add(*set, host, frame, said))
        flow_evidence_changed();
}

void
flow_learn_e_address(expressway_flow *flow, host_address host, guint32 frame, const char *said)
{
    learn(&flow->expressway_e, host, frame, said);
}

void
flow_learn_client_word(expressway_flow *flow, host_address host, guint32 frame, const char *said)
{
    learn(&flow->client_word, host, frame, said);
}

void
flow_learn_dialled(expressway_flow *flow, host_address host, guint32 frame)
{
    flow_learn_e_address(flow, host, frame, "Request-URI of Expressway-C's OPTIONS");
    if (flow->dialled.family == HOST_NONE)
        flow->dialled = host;
}

void
flow_learn_interface(expressway_flow *flow, const packet_info *pinfo)
{
    flow_vantage seen = interface_vantage(pinfo);

    if (seen == VANTAGE_UNKNOWN)
        return;
    if (flow->interface_vantage == VANTAGE_UNKNOWN)
        flow->interface_vantage = seen;
    else if (flow->interface_vantage != seen)
        flow->interface_contradicts = true; /* nothing translates between the sides: it is seen at both */
}

void
flow_learn_log(expressway_flow *flow, bool of_client)
{
    bool *known = of_client ? &flow->is_in_client_log : &flow->is_in_server_log;

    if (!*known)
        flow_evidence_changed();
    *known = true;
}

static flow_claim *
find_claim(const expressway_flow *flow, endpoint claimed, const char *text)
{
    guint count = flow->claims != NULL ? wmem_array_get_count(flow->claims) : 0;

    for (guint i = 0; i < count; i++) {
        flow_claim *one = *(flow_claim **)wmem_array_index(flow->claims, i);

        if (endpoint_equal(&one->address, &claimed) &&
            (claimed.host.family != HOST_NONE || strcmp(one->text, text) == 0))
            return one;
    }
    return NULL;
}

flow_claim *
flow_claim_note(expressway_flow *flow, endpoint claimed, const char *text, const packet_info *pinfo)
{
    flow_claim *found = find_claim(flow, claimed, text);

    if (found == NULL) {
        found = wmem_new0(wmem_file_scope(), flow_claim);
        found->address = claimed;
        found->text = wmem_strdup(wmem_file_scope(), text);
        found->first_frame = pinfo->num;
        found->first_time = pinfo->abs_ts;
        if (flow->claims == NULL)
            flow->claims = wmem_array_new(wmem_file_scope(), sizeof(flow_claim *));
        if (wmem_array_get_count(flow->claims) < FLOW_CLAIM_ROOM)
            wmem_array_append_one(flow->claims, found);
        else
            flow->claims_not_kept++;
    }
    /* Which claim is the latest matters only where there are several. */
    if (found->last_frame == 0 || wmem_array_get_count(flow->claims) > 1)
        flow_evidence_changed();
    found->last_frame = pinfo->num;
    return found;
}

void
flow_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame)
{
    flow_claim *claim = find_claim(flow, named, "");

    if (claim != NULL && claim->route_frame != 0 && claim->not_us_frame == 0)
        claim->not_us_frame = frame;
}

void
flow_e_addresses_said(const expressway_flow *flow, host_set *set)
{
    if (flow->expressway_e != NULL)
        *set = *flow->expressway_e;
    else
        set->count = 0;
    host_set_add(set, flow->server.host, flow->first_frame, "source of its packets");
    configuration_add_same_e(set, flow->server.host, flow->client.host);
}

void
flow_e_addresses(const expressway_flow *flow, host_set *set)
{
    const leg_pair *pair = leg_pair_of(flow);

    flow_e_addresses_said(flow, set);
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

/* Whether an address of E's stands for the client, which then is not C's own. */
static bool
is_of_e(const expressway_flow *flow, endpoint client)
{
    host_set of_e;

    flow_e_addresses(flow, &of_e);
    return host_set_find(&of_e, client.host) != NULL;
}

/* Whether C's own word, or its 408, makes the client somebody else's. */
static bool
is_doubted(const expressway_flow *flow, endpoint client)
{
    const host_set *word = flow->client_word;
    const flow_claim *claim = find_claim(flow, client, "");

    return (word != NULL && word->count > 0 && host_set_find(word, client.host) == NULL) ||
           (claim != NULL && claim->timed_out_frame != 0 && claim->accepted_frame == 0);
}

/* What is left of the proof that the client is C's own end. Some firewalls translate and do not count as a
 * router, so that more speaks against hops than against a name. */
static leg_proof
not_contradicted(const expressway_flow *flow, endpoint client, leg_proof proof)
{
    if (proof == LEG_PROVEN || proof == LEG_NOT_SHOWN)
        return proof;
    if (is_of_e(flow, client))
        return LEG_NOT_SHOWN;
    if (!is_doubted(flow, client))
        return proof;
    return proof == LEG_UNROUTED ? LEG_NOT_SHOWN : LEG_NAMED;
}

/* C's true end, and how sure it is that. */
typedef struct {
    endpoint client;
    confidence sure;
    leg_proof proof; /* of where the capture was taken, if that is what shows it */
} true_end;

static true_end
end_shown_by(endpoint client, leg_proof proof)
{
    if (proof == LEG_NOT_SHOWN)
        return (true_end){.sure = CONFIDENCE_NONE};
    return (true_end){client, proof >= LEG_NAMED_AND_UNROUTED ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE,
                      proof};
}

/* From the leg at C's side. What has changed between two places proves itself; what has not is C's own only
 * where nothing can have changed it before. */
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

/* From C's own log, else from where the flow was captured. */
static true_end
true_end_of(const expressway_flow *flow, const leg_pair *pair, endpoint claimed)
{
    true_end found = {.sure = CONFIDENCE_NONE};

    if (pair != NULL)
        found = true_end_of_pair(pair, claimed);
    if (found.sure != CONFIDENCE_NONE || (pair != NULL && !flow->is_in_client_log))
        return found;
    return end_shown_by(flow->client, not_contradicted(flow, flow->client, leg_proof_of_c(flow, false)));
}

leg_proof
flow_proof_of_client(const expressway_flow *flow, const flow_claim *claim)
{
    const leg_pair *pair = leg_pair_of(flow);

    return true_end_of(pair != NULL && claim->is_of_leg ? pair->e_side : flow, pair, claim->address).proof;
}

/* Where only the place of the capture shows C's end, a claim that is right says all that is known of it. */
static verdict_answer
without_expectation_of_itself(const expressway_flow *flow, verdict_answer judged)
{
    if (judged.verdict == VERDICT_OWN_ADDRESS && !flow->is_in_client_log && leg_pair_of(flow) == NULL)
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
        .client_word = flow->client_word,
        .configured_c = configuration_addresses(ROLE_EXPRESSWAY_C),
        .client_port_in_range = configuration_is_client_port(flow->client.port),
        .client_of_unpaired_flow = is_client_of_unpaired_flow(flow, claim->address),
        .accepted = claim->accepted_frame != 0,
        .timed_out = claim->timed_out_frame != 0,
    };

    return without_expectation_of_itself(flow, verdict_judge(&question));
}

verdict_answer
flow_judge_client(const expressway_flow *flow)
{
    flow_claim client = {.address = flow->client};
    host_set of_e;

    flow_e_addresses_said(flow, &of_e);
    return judge(flow, &client, &of_e);
}

/* That nothing is translated between two places says what E sees only if one of them is E's. */
static verdict_answer
judge_legs(const leg_pair *pair, const flow_claim *claim)
{
    verdict_answer judged;
    host_set of_e;

    flow_e_addresses(pair->e_side, &of_e);
    judged = judge(pair->e_side, claim, &of_e);
    if (judged.verdict == VERDICT_OWN_ADDRESS && (judged.row != ROW_TRUE_CLIENT || !pair->e_is_shown))
        return (verdict_answer){.verdict = VERDICT_UNDETERMINED, .row = ROW_NOTHING_KNOWN};
    return judged;
}

verdict_answer
flow_judge(const expressway_flow *flow, const flow_claim *claim)
{
    const leg_pair *pair = leg_pair_of(flow);
    host_set of_e;

    if (pair != NULL && claim->is_of_leg)
        return judge_legs(pair, claim);
    flow_e_addresses(flow, &of_e);
    return judge(flow, claim, &of_e);
}

/* A claim that is not the packet's destination can only be seen before the translation: at C's side. */
static bool
claims_differ_from_destination(const expressway_flow *flow)
{
    guint count = flow->claims != NULL && flow->is_expressway ? wmem_array_get_count(flow->claims) : 0;

    for (guint i = 0; i < count; i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(flow->claims, i);

        if (one->address.host.family != HOST_NONE && !host_address_is_local_only(one->address.host) &&
            !endpoint_matches(one->address, flow->client))
            return true;
    }
    return false;
}

flow_vantage
flow_vantage_by_evidence(const expressway_flow *flow)
{
    if (flow->is_in_client_log && flow->is_in_server_log)
        return VANTAGE_UNKNOWN; /* it is seen at both */
    if (flow->is_in_client_log || claims_differ_from_destination(flow))
        return VANTAGE_EXPRESSWAY_C;
    if (flow->is_in_server_log ||
        (flow->dialled.family != HOST_NONE && !host_address_equals(flow->dialled, flow->server.host)) ||
        configuration_is_e_lan_address(flow->server.host))
        return VANTAGE_EXPRESSWAY_E;
    return VANTAGE_UNKNOWN;
}

flow_vantage
flow_vantage_of_interface(const expressway_flow *flow)
{
    return flow->interface_contradicts ? VANTAGE_UNKNOWN : flow->interface_vantage;
}

flow_vantage
flow_vantage_of(const expressway_flow *flow)
{
    flow_vantage seen = flow_vantage_by_evidence(flow);
    const leg_pair *pair = leg_pair_of(flow);

    if (seen != VANTAGE_UNKNOWN)
        return seen;
    if (pair != NULL && pair->c_side == pair->e_side)
        return VANTAGE_UNKNOWN; /* it is seen at both */
    if (pair != NULL && pair->sides_known && flow == pair->c_side)
        return VANTAGE_EXPRESSWAY_C;
    if (pair != NULL && pair->sides_known && flow == pair->e_side)
        return VANTAGE_EXPRESSWAY_E;
    return flow_vantage_of_interface(flow);
}
