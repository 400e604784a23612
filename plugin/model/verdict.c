/* verdict.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "verdict.h"

/* The facts that the rows test, worked out once. */
typedef struct {
    bool not_judged;
    bool host_only;    /* neither T nor D is known: rows 1 and 5, by host */
    bool is_true;      /* A is T */
    bool knows_true;   /* T is known */
    bool is_receiver;  /* A is R, which is T, else D */
    bool same_host;    /* A's host is R's */
    bool e_has_host;   /* A's host in Eown */
    bool word_agrees;  /* a host in Cword is A's */
    bool word_differs; /* Cword is known, and none is A's */
    bool word_is_configured;
    bool configured; /* A's host is configured as C's */
} verdict_facts;

static bool
set_has(const host_set *set, host_address host)
{
    return set != NULL && host_set_find(set, host) != NULL;
}

static bool
sets_share_a_host(const host_set *a, const host_set *b)
{
    if (a == NULL)
        return false;
    for (unsigned i = 0; i < a->count; i++) {
        if (set_has(b, a->hosts[i].host))
            return true;
    }
    return false;
}

static bool
is_known(endpoint end)
{
    return end.host.family != HOST_NONE;
}

static verdict_facts
facts_of(const verdict_question *q)
{
    host_address host = q->claimed.host;
    endpoint receiver = is_known(q->true_client) ? q->true_client : q->destination;
    bool has_word = q->client_word != NULL && q->client_word->count > 0;

    return (verdict_facts){
        .not_judged = host.family == HOST_NONE || host_address_is_local_only(host) ||
                      host_address_equals(q->source, q->destination.host),
        .host_only = !is_known(receiver),
        .is_true = endpoint_matches(q->claimed, q->true_client),
        .knows_true = is_known(q->true_client),
        .is_receiver = endpoint_matches(q->claimed, receiver),
        .same_host = host_address_equals(host, receiver.host),
        .e_has_host = set_has(q->expressway_e, host),
        .word_agrees = set_has(q->client_word, host),
        .word_differs = has_word && !set_has(q->client_word, host),
        .word_is_configured = sets_share_a_host(q->client_word, q->configured_c),
        .configured = set_has(q->configured_c, host),
    };
}

static verdict_answer
answer(verdict value, confidence sure, verdict_row row)
{
    return (verdict_answer){.verdict = value, .confidence = sure, .row = row};
}

/* Rows 1 to 3: the claim names an endpoint other than the one that receives it. */
static verdict_answer
judge_away(const verdict_question *q, const verdict_facts *is)
{
    if (is->e_has_host)
        return answer(VERDICT_NAT_REFLECTED, CONFIDENCE_PROVEN, ROW_REFLECTED_AWAY);
    if (is->same_host && q->accepted)
        return answer(VERDICT_OWN_ADDRESS, CONFIDENCE_PROBABLE, ROW_OTHER_CONNECTION);
    if (is->same_host && !is->knows_true && (is->word_differs || q->client_of_unpaired_flow))
        return answer(VERDICT_UNDETERMINED, CONFIDENCE_NONE, ROW_PORT_DOUBTED);
    if (is->same_host)
        return answer(VERDICT_PORT_TRANSLATED, CONFIDENCE_PROVEN, ROW_PORT_AWAY);
    return answer(VERDICT_SOURCE_TRANSLATED, CONFIDENCE_PROVEN, ROW_TRANSLATED_AWAY);
}

/* Row 7: C names another address for itself than E takes for it. */
static verdict_answer
judge_other_word(const verdict_facts *is)
{
    if (is->configured)
        return answer(VERDICT_UNDETERMINED, CONFIDENCE_NONE, ROW_WORD_CONTRADICTS);
    if (is->word_is_configured)
        return answer(VERDICT_SOURCE_TRANSLATED, CONFIDENCE_PROVEN, ROW_WORD_CONFIGURED);
    return answer(VERDICT_SOURCE_TRANSLATED, CONFIDENCE_PROBABLE, ROW_WORD_DIFFERS);
}

/* Rows 4 to 10: the claim names the endpoint that receives it, as seen from this side. */
static verdict_answer
judge_here(const verdict_question *q, const verdict_facts *is)
{
    bool agrees = is->word_agrees || is->configured;
    /* A claim without a port compares hosts, so it cannot prove that the port is C's own. */
    confidence sure = q->claimed.port != 0 ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE;

    /* Where row 6 holds as well, the claim is at least as sure as that row makes it. */
    if (is->is_true && !(q->accepted && agrees))
        return answer(VERDICT_OWN_ADDRESS, q->true_client_sure < sure ? q->true_client_sure : sure,
                      ROW_TRUE_CLIENT);
    if (is->is_true)
        return answer(VERDICT_OWN_ADDRESS, sure, ROW_TRUE_CLIENT);
    if (is->e_has_host)
        return answer(VERDICT_NAT_REFLECTED, CONFIDENCE_PROVEN, ROW_REFLECTED_HERE);
    if (q->accepted)
        return answer(VERDICT_OWN_ADDRESS, agrees ? sure : CONFIDENCE_PROBABLE, ROW_ACCEPTED);
    if (is->word_differs)
        return judge_other_word(is);
    if (agrees && q->client_port_in_range)
        return answer(VERDICT_OWN_ADDRESS, CONFIDENCE_PROBABLE, ROW_WORD_AGREES);
    if (agrees && q->timed_out && q->claimed.port != 0)
        return answer(VERDICT_PORT_TRANSLATED, CONFIDENCE_PROBABLE, ROW_PORT_UNUSUAL);
    return answer(VERDICT_UNDETERMINED, CONFIDENCE_NONE, agrees ? ROW_PORT_UNUSUAL : ROW_NOTHING_KNOWN);
}

/* Sets what the claim would read without translation, where it reads otherwise: T, else D where the claim
 * names another endpoint and C does not contradict D. */
static void
set_expected(const verdict_question *q, const verdict_facts *is, verdict_answer *to)
{
    bool word_contradicts =
        q->client_word != NULL && q->client_word->count > 0 && !set_has(q->client_word, q->destination.host);

    if (to->row == ROW_OTHER_CONNECTION)
        return; /* it reads what it should */
    if (is_known(q->true_client))
        to->expected = q->true_client;
    else if (is_known(q->destination) && !is->not_judged && !is->is_receiver && !word_contradicts)
        to->expected = q->destination;
    to->has_expected = is_known(to->expected);
}

verdict_answer
verdict_judge(const verdict_question *question)
{
    verdict_facts is = facts_of(question);
    verdict_answer judged;

    if (is.not_judged)
        judged = answer(VERDICT_UNDETERMINED, CONFIDENCE_NONE, ROW_NOT_JUDGED);
    else if (is.host_only)
        judged = is.e_has_host ? answer(VERDICT_NAT_REFLECTED, CONFIDENCE_PROVEN, ROW_REFLECTED_HERE)
                               : answer(VERDICT_UNDETERMINED, CONFIDENCE_NONE, ROW_NOT_JUDGED);
    else
        judged = is.is_receiver ? judge_here(question, &is) : judge_away(question, &is);
    set_expected(question, &is, &judged);
    return judged;
}

bool
verdict_is_fault(verdict value)
{
    return value == VERDICT_NAT_REFLECTED || value == VERDICT_SOURCE_TRANSLATED ||
           value == VERDICT_PORT_TRANSLATED;
}

const char *
verdict_name(verdict value)
{
    static const char *const names[] = {"undetermined", "own address", "NAT-reflected", "source-translated",
                                        "port-translated"};

    return names[value];
}

const char *
confidence_name(confidence value)
{
    static const char *const names[] = {"none", "probable", "proven"};

    return names[value];
}
