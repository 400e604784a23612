/* verdict-question.h
 * A question to verdict_judge, written as texts.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TESTS_VERDICT_QUESTION_H
#define EXPRESSWAY_TESTS_VERDICT_QUESTION_H

#include "verdict.h"
#include "views.h"

#define C_HOST "10.0.30.2"
#define C_PORT 27901
#define E_HOST "64.100.0.10"
#define E_LAN "10.0.10.2"
#define OTHER "10.0.10.1" /* a firewall's own address */

/* For cases in which more than one row may be named. */
#define ROW_ANY ((verdict_row)-1)

/* What is known. NULL, 0 and false: unknown. */
typedef struct {
    const char *claimed_host;
    uint16_t claimed_port;
    const char *destination;
    uint16_t destination_port;
    const char *true_client;
    uint16_t true_client_port;
    confidence true_client_sure;
    const char *source;
    const char *e;
    const char *e_second;
    const char *word;
    const char *word_second;
    const char *configured;
    bool in_range;
    bool unpaired_client;
    bool accepted;
    bool timed_out;
} verdict_known;

typedef struct {
    const char *name;
    verdict_known known;
    verdict verdict;
    confidence confidence;
    verdict_row row;
} verdict_case;

static inline host_address
host_known(const char *text)
{
    host_address host = {HOST_NONE, {0}};

    if (text != NULL)
        g_assert_true(host_address_parse(view_of(text), &host));
    return host;
}

static inline const host_set *
set_known(host_set *set, const char *first, const char *second, bool may_be_null)
{
    *set = (host_set){.count = 0};
    host_set_add(set, host_known(first), 1, "a message");
    host_set_add(set, host_known(second), 2, "another message");
    return set->count > 0 || !may_be_null ? set : NULL;
}

/* If nothing is known, sets are NULL or empty. */
static inline verdict_answer
judged(const verdict_known *known, bool null_sets)
{
    host_set e;
    host_set word;
    host_set configured;
    verdict_question question = {
        .claimed = {host_known(known->claimed_host), known->claimed_port},
        .destination = {host_known(known->destination), known->destination_port},
        .true_client = {host_known(known->true_client), known->true_client_port},
        .true_client_sure = known->true_client_sure,
        .source = host_known(known->source),
        .expressway_e = set_known(&e, known->e, known->e_second, null_sets),
        .client_word = set_known(&word, known->word, known->word_second, null_sets),
        .configured_c = set_known(&configured, known->configured, NULL, null_sets),
        .client_port_in_range = known->in_range,
        .client_of_unpaired_flow = known->unpaired_client,
        .accepted = known->accepted,
        .timed_out = known->timed_out,
    };

    return verdict_judge(&question);
}

#endif
