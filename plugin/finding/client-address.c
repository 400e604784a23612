/* client-address.c
 * The verdict on the address that Expressway-E takes for Expressway-C's, as findings: on each message that
 * states the address, and on the frame with which both sides show it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

#include "../capture/configuration.h"
#include "../capture/consequence/service.h"
#include "../capture/judgement.h"
#include "../capture/leg/leg.h"
#include "../capture/summary.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_nat_reflected = {"nat_reflected",
                                            "expressway.expert.nat_reflected",
                                            "Expressway-E sees Expressway-C at E's own address",
                                            PI_PROTOCOL,
                                            PI_WARN,
                                            FINDING_OF_FLOW | FINDING_OF_MESSAGE,
                                            find};
const finding_kind finding_source_translated = {"source_translated",
                                                "expressway.expert.source_translated",
                                                "Expressway-E sees Expressway-C at a translated address",
                                                PI_PROTOCOL,
                                                PI_WARN,
                                                0,
                                                NULL};
const finding_kind finding_port_translated = {"port_translated",
                                              "expressway.expert.port_translated",
                                              "Expressway-E sees Expressway-C at a translated port",
                                              PI_PROTOCOL,
                                              PI_WARN,
                                              0,
                                              NULL};
const finding_kind finding_translation_probable = {
    "translation_probable",
    "expressway.expert.translation_probable",
    "The capture is consistent with translation of Expressway-C's address",
    PI_PROTOCOL,
    PI_NOTE,
    0,
    NULL};
const finding_kind finding_own_address = {"own_address",
                                          "expressway.expert.own_address",
                                          "Expressway-E sees Expressway-C at C's own address",
                                          PI_PROTOCOL,
                                          PI_CHAT,
                                          0,
                                          NULL};
const finding_kind finding_undetermined = {
    "undetermined",
    "expressway.expert.undetermined",
    "The capture does not show whether Expressway-C's address is translated",
    PI_PROTOCOL,
    PI_NOTE,
    0,
    NULL};

const finding_kind *
client_address_kind(verdict value, confidence sure)
{
    if (value == VERDICT_UNDETERMINED)
        return &finding_undetermined;
    if (value == VERDICT_OWN_ADDRESS)
        return &finding_own_address;
    if (sure != CONFIDENCE_PROVEN)
        return &finding_translation_probable;
    return value == VERDICT_NAT_REFLECTED       ? &finding_nat_reflected
           : value == VERDICT_SOURCE_TRANSLATED ? &finding_source_translated
                                                : &finding_port_translated;
}

static const char *
what_is_seen(wmem_allocator_t *allocator, const flow_claim *claim, const verdict_answer *judged)
{
    static const char *const kinds[] = {[VERDICT_NAT_REFLECTED] = "NAT reflection",
                                        [VERDICT_SOURCE_TRANSLATED] = "source NAT",
                                        [VERDICT_PORT_TRANSLATED] = "port translation"};
    bool is_probable = judged->confidence == CONFIDENCE_PROBABLE;
    char expected[ENDPOINT_TEXT_SIZE];

    if (verdict_is_fault(judged->verdict))
        return wmem_strdup_printf(allocator, "E sees C as %s%s%s%s: %s%s.", claim->text,
                                  judged->verdict == VERDICT_NAT_REFLECTED ? ", E's own address" : "",
                                  judged->has_expected ? ", not as " : "",
                                  judged->has_expected ? endpoint_format(judged->expected, expected) : "",
                                  is_probable ? "consistent with " : "", kinds[judged->verdict]);
    if (judged->row == ROW_OTHER_CONNECTION)
        return wmem_strdup_printf(
            allocator, "E sees C as %s: probably C's own address, on another connection.", claim->text);
    if (judged->verdict == VERDICT_OWN_ADDRESS)
        return wmem_strdup_printf(allocator, "E sees C as %s: C's own address%s.", claim->text,
                                  is_probable ? ", probably" : "");
    return wmem_strdup_printf(allocator, "E sees C as %s.", claim->text);
}

/* The finding, then the cure: never longer than the 239 bytes after which Wireshark cuts an expert info. */
static const char *
in_brief(wmem_allocator_t *allocator, const char *seen, const flow_claim *claim, verdict value)
{
    const char *cure = client_address_cure_in_brief(value);

    if (cure != NULL && claim->accepted_frame != 0)
        return wmem_strdup_printf(allocator, "%s C accepted it: 200 in frame %u.", seen,
                                  claim->accepted_frame);
    return cure != NULL ? wmem_strdup_printf(allocator, "%s %s", seen, cure) : seen;
}

static void
describe_unknown(const finding_search *search, finding *found, const judged_claim *about)
{
    found->seen = client_address_unknown(search->allocator, about, &found->prove);
    if (search->frame == 0)
        found->missing = wmem_strdup_printf(search->allocator,
                                            "%s, where E sees C, cannot be judged with what is here%s%c%s",
                                            about->claim->text, found->prove != NULL ? ": " : "",
                                            found->prove != NULL ? g_ascii_tolower(found->prove[0]) : '.',
                                            found->prove != NULL ? found->prove + 1 : "");
    if (found->prove != NULL)
        found->brief = wmem_strdup_printf(search->allocator, "%s %s", found->seen, found->prove);
}

/* What is known, and what to do about a fault. */
static void
describe(const finding_search *search, finding *found, const judged_claim *about)
{
    const flow_claim *claim = about->claim;
    const verdict_answer *judged = &about->judged;
    bool is_fault = verdict_is_fault(judged->verdict);

    found->seen = what_is_seen(search->allocator, claim, judged);
    found->brief = in_brief(search->allocator, found->seen, claim, judged->verdict);
    found->means = client_address_meaning(search->allocator, claim, judged);
    found->cure = client_address_cure(judged->verdict);
    found->is_right = judged->verdict == VERDICT_OWN_ADDRESS;
    found->is_accepted = is_fault && claim->accepted_frame != 0;
    if (found->is_accepted)
        found->cure =
            "Nothing, while Expressway-C answers SERVICE with 200. If it ever answers 408, stop translating the source address and port of its traffic to Expressway-E.";
    else if (is_fault && search->frame == 0)
        found->mend =
            client_address_mend(search->allocator, claim->text, judged->verdict, judged->confidence);
    if (is_fault && judged->confidence != CONFIDENCE_PROVEN)
        found->prove = client_address_proof_at_c;
}

static void
add(finding_search *search, const judged_claim *about)
{
    const verdict_answer *judged = &about->judged;
    finding *found = finding_add(search, client_address_kind(judged->verdict, judged->confidence),
                                 judged->confidence, about->frame);

    found->is_of_address = true;
    found->of = judged->verdict;
    found->claim = about->claim;
    found->item = about->claim->is_of_leg ? FINDING_ON_FLOW
                  : about->is_route       ? FINDING_ON_ROUTE
                                          : FINDING_ON_RECEIVED;
    if (search->wants_reasons)
        client_address_add_reasons(search, found, about);
    if (judged->verdict == VERDICT_UNDETERMINED)
        describe_unknown(search, found, about);
    else
        describe(search, found, about);
}

/* C's host with another port, which C may use itself. No warning before C has answered, because its 200
 * would withdraw it. */
static bool
may_be_another_connection(const finding_search *search, const sip_record *record,
                          const verdict_answer *judged)
{
    return search->is_first_pass && judged->row == ROW_PORT_AWAY && record->request != NULL &&
           record->request->status == 0 && record->route->timed_out_frame == 0 &&
           configuration_is_client_port(record->route->address.port);
}

static void
find_in_message(finding_search *search)
{
    const sip_record *record = search->record;
    judged_claim about = {.flow = record->flow, .frame = search->frame};

    if (record->route != NULL) {
        about.claim = record->route;
        about.judged = judgement_of(record->flow, record->route);
        about.is_route = true;
        if (!may_be_another_connection(search, record, &about.judged))
            add(search, &about);
    }
    if (record->received == NULL)
        return;
    about.claim = record->received;
    about.judged = judgement_of(record->flow, record->received);
    about.is_route = false;
    /* A keep-alive need not show anything, so nothing is said if it cannot be judged. */
    if (about.judged.verdict != VERDICT_UNDETERMINED)
        add(search, &about);
}

/* Each claim once: on its first message or, if it cannot be judged, on the first SERVICE with it. */
static void
find_in_claims(finding_search *search)
{
    const wmem_array_t *claims = search->flow->sip.is_expressway ? search->flow->details->claims.list : NULL;
    guint count = claims != NULL ? wmem_array_get_count(search->flow->details->claims.list) : 0;

    for (guint i = 0; i < count; i++) {
        const flow_claim *claim = *(flow_claim **)wmem_array_index(search->flow->details->claims.list, i);
        judged_claim about = {
            .flow = search->flow, .claim = claim, .judged = judgement_of(search->flow, claim)};

        about.frame = about.judged.verdict == VERDICT_UNDETERMINED ? claim->route_frame : claim->first_frame;
        about.is_route = about.frame == claim->route_frame;
        if (about.frame != 0)
            add(search, &about);
    }
}

/* The client's first attempt to connect to the address, whether or not a SERVICE that names it can be read.
 */
static guint32
first_attempt(const expressway_flow *flow, endpoint destination)
{
    wmem_list_frame_t *at =
        flow->details->connects.list != NULL ? wmem_list_head(flow->details->connects.list) : NULL;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if (endpoint_equal(&attempt->destination, &destination))
            return attempt->syn_frame;
    }
    return 0;
}

/* What both sides show is said on the frame with which they were recognised as one connection. */
static void
find_in_legs(finding_search *search)
{
    const leg_pair *pair = leg_pair_of(search->flow);
    judged_claim about = {.is_route = false};
    flow_claim *claim;

    if (pair == NULL || !finding_is_asked(search, pair->finding_frame) || !summary_of(search->flow)->by_legs)
        return;
    claim = wmem_memdup(search->allocator, leg_claim_of(search->flow), sizeof *claim);
    claim->tried_frame = first_attempt(pair->c_side, claim->address);
    about.flow = pair->e_side;
    about.claim = claim;
    about.judged = judgement_of(pair->e_side, claim);
    about.frame = pair->finding_frame;
    add(search, &about);
}

static void
find(finding_search *search)
{
    if (search->record != NULL) {
        find_in_message(search);
        return;
    }
    if (search->frame == 0)
        find_in_claims(search);
    find_in_legs(search);
    client_address_find_missing(search);
}
