/* observe-refusal.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-refusal.h"

#include "../capture/failure/failure-variant.h"
#include "../capture/failure/failure.h"
#include "../capture/frame/frame.h"
#include "../capture/kept-text.h"
#include "time-span.h"

#include "../model/hash64.h"

#include <string.h>

/* Transactions that are remembered: an answer passes several hosts, and each may be in the capture. */
#define TRANSACTIONS 128
/* Phones whose REGISTER has been accepted. */
#define ACCEPTED 1024
#define POLICIES 2
#define SECONDS_OF_POLICY 2

typedef struct {
    guint64 call_id;
    guint32 cseq;
    bool has_route; /* of an INVITE */
    guint32 frame;  /* of the INVITE */
    failure *noted;
} transaction;

static struct {
    transaction all[TRANSACTIONS];
    guint count;                /* of all that there were */
    guint64 accepted[ACCEPTED]; /* hashes of From */
    guint accepted_count;
    guint32 policies[POLICIES]; /* the latest entries of a log about a policy that refuses a call */
    nstime_t policy_time;
    guint policy_count;
} refusals;

static void
forget(void)
{
    memset(&refusals, 0, sizeof refusals);
}

void
observe_refusal_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

void
observe_refusal_note_policy(const packet_info *pinfo)
{
    if (refusals.policy_count > 0 && !time_span_is_near(pinfo, &refusals.policy_time, SECONDS_OF_POLICY))
        refusals.policy_count = 0;
    refusals.policies[refusals.policy_count++ % POLICIES] = pinfo->num;
    refusals.policy_time = pinfo->abs_ts;
}

/* Of the URI in From: the tag differs each time. */
static guint64
phone_of(const sip_message *message)
{
    text_view uri;

    return sip_address_uri(message->first[SIP_FROM], &uri) ? hash64_of(uri) : 0;
}

static transaction *
transaction_of(const sip_message *message)
{
    guint64 call_id = hash64_of(message->first[SIP_CALL_ID]);

    for (guint i = 0; i < MIN(refusals.count, TRANSACTIONS); i++) {
        transaction *one = &refusals.all[(refusals.count - 1 - i) % TRANSACTIONS];

        if (one->call_id == call_id && one->cseq == message->cseq_number)
            return one;
    }
    return NULL;
}

static transaction *
new_transaction(const sip_message *message)
{
    transaction *one = &refusals.all[refusals.count++ % TRANSACTIONS];

    *one = (transaction){.call_id = hash64_of(message->first[SIP_CALL_ID]), .cseq = message->cseq_number};
    return one;
}

/* "sip:mia@example.org" in any form -> "mia@example.org" */
static const char *
user_of(const packet_info *pinfo, text_view from)
{
    text_view text;
    sip_uri uri;

    if (!sip_address_uri(from, &text) || !sip_uri_parse(text, &uri))
        return NULL;
    if (uri.user.length == 0)
        return kept_text_shown(pinfo->pool, uri.where.host_text);
    text = text_view_of(uri.user.data,
                        (size_t)(uri.where.host_text.data + uri.where.host_text.length - uri.user.data));
    return kept_text_shown(pinfo->pool, text);
}

/* `399 cucm "SIP trunk disallows REGISTER"` -> the words */
static text_view
words_of(text_view warning)
{
    size_t start = text_view_find(warning, '"');
    text_view words = text_view_from(warning, start + 1);

    return start < warning.length ? text_view_first(words, text_view_find(words, '"')) : warning;
}

static bool
has(text_view text, text_view words)
{
    return text_view_find_text_ignoring_case(text, words) < text.length;
}

static failure *
note(const packet_info *pinfo, const sip_message *message, const expressway_flow *flow, failure_seen *seen)
{
    endpoint source;
    endpoint destination;

    seen->source = frame_is_log_entry(pinfo) ? FAILURE_FROM_LOG : FAILURE_FROM_PACKETS;
    seen->code = message->status;
    if (frame_endpoints(pinfo, &source, &destination)) {
        seen->server = source;
        seen->client = destination;
    }
    if (flow != NULL && flow->is_known) {
        seen->is_of_client = endpoint_equal(&seen->server, &flow->client);
        seen->server = flow->server;
        seen->client = flow->client;
    }
    return failure_note(pinfo, seen);
}

static bool
was_accepted(guint64 phone)
{
    for (guint i = 0; i < MIN(refusals.accepted_count, ACCEPTED); i++) {
        if (refusals.accepted[i] == phone)
            return true;
    }
    return false;
}

/* What the Warning, or the zone to Unified CM, says of the reason; false where nothing does. */
static bool
reason_of(const sip_message *message, failure_seen *seen)
{
    text_view warning = message->first[SIP_WARNING];

    seen->sure = CONFIDENCE_PROVEN;
    if (has(warning, TEXT_VIEW("trunk disallows REGISTER"))) {
        seen->variant = FAILURE_REGISTER_TRUNK_PORT;
        return true;
    }
    if (has(warning, TEXT_VIEW("OAuth Registration port Mismatch"))) {
        seen->variant = FAILURE_REGISTER_OAUTH_PORT;
        return true;
    }
    /* A name that C's certificate lacks, or a CA that Unified CM does not know. */
    seen->variant = FAILURE_REGISTER_OTHER;
    seen->sure = CONFIDENCE_PROBABLE;
    return message->status == 403 && warning.length == 0 &&
           text_view_starts_with(message->via_parameters.egress_zone, TEXT_VIEW("CEtls")) &&
           !was_accepted(phone_of(message));
}

static void
observe_register_answer(const packet_info *pinfo, const sip_message *message, const expressway_flow *flow,
                        const char *host)
{
    failure_seen seen = {.what = FAILURE_REGISTER_REFUSED, .host = host};
    transaction *one;

    if (message->status / 100 == 2 && !was_accepted(phone_of(message)))
        refusals.accepted[refusals.accepted_count++ % ACCEPTED] = phone_of(message);
    if (message->status < 400 || message->status == 401 || message->status == 407)
        return;
    one = transaction_of(message);
    if (one != NULL && one->noted != NULL) {
        failure_shown_in(one->noted, pinfo->num);
        return;
    }
    if (!reason_of(message, &seen))
        return;
    if (message->first[SIP_WARNING].length > 0)
        seen.words = kept_text_shown(pinfo->pool, words_of(message->first[SIP_WARNING]));
    seen.name = user_of(pinfo, message->first[SIP_FROM]);
    if (one == NULL)
        one = new_transaction(message);
    one->noted = note(pinfo, message, flow, &seen);
}

static void
observe_invite(const packet_info *pinfo, const sip_message *message)
{
    transaction *one = transaction_of(message);

    if (one != NULL)
        return;
    one = new_transaction(message);
    one->frame = pinfo->num;
    one->has_route = message->first[SIP_ROUTE].data != NULL;
}

/* Call policy and search rules refuse calls with the same words; only of a call with a Route it is probable.
 */
static void
observe_invite_answer(const packet_info *pinfo, const sip_message *message, const expressway_flow *flow,
                      const char *host)
{
    failure_seen seen = {.what = FAILURE_PRELOADED_ROUTES, .sure = CONFIDENCE_PROBABLE, .host = host};
    transaction *one;

    if (message->status != 404 || !has(message->first[SIP_WARNING], TEXT_VIEW("Policy Response")))
        return;
    one = transaction_of(message);
    if (one == NULL || !one->has_route)
        return;
    if (one->noted != NULL) {
        failure_shown_in(one->noted, pinfo->num);
        return;
    }
    seen.words = "Policy Response";
    one->noted = note(pinfo, message, flow, &seen);
    failure_shown_in(one->noted, one->frame);
    if (!time_span_is_near(pinfo, &refusals.policy_time, SECONDS_OF_POLICY))
        return;
    for (guint i = 0; i < MIN(refusals.policy_count, POLICIES); i++)
        failure_shown_in(one->noted, refusals.policies[i]);
}

void
observe_refusal(const packet_info *pinfo, const sip_message *message, const expressway_flow *flow,
                const char *host)
{
    if (message->first[SIP_CALL_ID].length == 0 || !message->has_cseq)
        return;
    if (message->is_request) {
        if (text_view_equals(message->method, TEXT_VIEW("INVITE")))
            observe_invite(pinfo, message);
    } else if (text_view_equals(message->cseq_method, TEXT_VIEW("REGISTER"))) {
        observe_register_answer(pinfo, message, flow, host);
    } else if (text_view_equals(message->cseq_method, TEXT_VIEW("INVITE"))) {
        observe_invite_answer(pinfo, message, flow, host);
    }
}
