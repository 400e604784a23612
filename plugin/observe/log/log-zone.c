/* log-zone.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-zone.h"

#include "../../capture/configuration.h"
#include "../../capture/consequence/connect.h"
#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"

#include <string.h>

/* Ports of E that are remembered; the oldest go first. */
#define TARGETS 64
#define FRAMES 16
/* Attempts with the same source port must be that far apart to be two. */
#define SECONDS_APART 100
/* A refusal comes at once; an Expressway waits ten seconds for an answer. */
#define SECONDS_UNANSWERED 5

typedef struct {
    const char *host; /* equal names are one text: kept_text_shared */
    host_address client;
    endpoint server;
    bool is_connecting;
    nstime_t connecting_time;
    guint failed; /* since one was established */
    guint16 first_port;
    nstime_t first_time; /* of the first of these */
    guint32 frames[FRAMES];
    guint frame_count;
    guint open;                /* connections that are established */
    guint32 established_frame; /* the latest, or 0 */
    guint32 failed_frame;      /* the latest, or 0 */
    failure *noted;
} zone_target;

static struct {
    zone_target all[TARGETS];
    guint count; /* of all that there were */
} targets;

static void
forget(void)
{
    memset(&targets, 0, sizeof targets);
}

void
log_zone_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

static zone_target *
target_of(const char *host, const log_failure *entry)
{
    zone_target *one;

    for (guint i = 0; i < MIN(targets.count, TARGETS); i++) {
        one = &targets.all[i];
        if (one->host == host && host_address_equals(one->client, entry->client.host) &&
            endpoint_equal(&one->server, &entry->server))
            return one;
    }
    one = &targets.all[targets.count++ % TARGETS];
    *one = (zone_target){.host = host, .client = entry->client.host, .server = entry->server};
    return one;
}

/* The log does not always give a reason; the time that has passed tells then. */
static connect_outcome
outcome_of(const packet_info *pinfo, const zone_target *one, text_view reason)
{
    nstime_t passed;

    if (text_view_find_text_ignoring_case(reason, TEXT_VIEW("refused")) < reason.length)
        return CONNECT_REFUSED;
    if (text_view_find_text_ignoring_case(reason, TEXT_VIEW("unreachable")) < reason.length ||
        text_view_find_text_ignoring_case(reason, TEXT_VIEW("no route")) < reason.length)
        return CONNECT_UNREACHABLE;
    nstime_delta(&passed, &pinfo->abs_ts, &one->connecting_time);
    return one->is_connecting && passed.secs < SECONDS_UNANSWERED ? CONNECT_REFUSED : CONNECT_UNANSWERED;
}

/* Another address with the same port that C connects to in turn with this one. The peers of a cluster are not
 * in turn: C keeps a connection to each. */
static const zone_target *
alternative_of(const zone_target *one, guint32 previous_failure)
{
    for (guint i = 0; i < MIN(targets.count, TARGETS); i++) {
        const zone_target *other = &targets.all[i];

        if (other != one && other->server.port == one->server.port && other->open == 0 &&
            other->established_frame > previous_failure && host_address_equals(other->client, one->client))
            return other;
    }
    return NULL;
}

static void
note_two_addresses(packet_info *pinfo, zone_target *one, const zone_target *other)
{
    char name[ENDPOINT_TEXT_SIZE];
    char text[ENDPOINT_TEXT_SIZE];
    failure_seen seen = {.what = FAILURE_WRONG_ADDRESS,
                         .variant = FAILURE_ADDRESS_TWO,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROBABLE,
                         .host = one->host,
                         .client = {.host = one->client},
                         .server = one->server};

    seen.name = host_address_format(one->server.host, name);
    seen.other = host_address_format(other->server.host, text);
    one->noted = failure_note(pinfo, &seen);
    failure_shown_in(one->noted, other->established_frame);
    for (guint i = 0; i < one->frame_count; i++)
        failure_shown_in(one->noted, one->frames[i]);
}

static void
note_unreachable(packet_info *pinfo, zone_target *one, connect_outcome outcome, confidence sure)
{
    failure_seen seen = {.what = FAILURE_ZONE_UNREACHABLE,
                         .variant = outcome,
                         .source = FAILURE_FROM_LOG,
                         .sure = sure,
                         .host = one->host,
                         .client = {.host = one->client},
                         .server = one->server};

    one->noted = failure_note(pinfo, &seen);
    if (one->noted != NULL)
        one->noted->is_withdrawn = false; /* as a single attempt before may be */
    for (guint i = 0; i < one->frame_count; i++)
        failure_shown_in(one->noted, one->frames[i]);
}

/* Nothing has answered for as long as an Expressway waits: it has repeated its SYN several times. A refusal
 * may be chance. What was probable after one attempt is proven, or over, after the next. */
static void
note_single(packet_info *pinfo, zone_target *one, connect_outcome outcome)
{
    if (outcome == CONNECT_UNANSWERED && one->is_connecting && one->established_frame == 0)
        note_unreachable(pinfo, one, outcome, CONFIDENCE_PROBABLE);
}

static void
end_single(const zone_target *one)
{
    if (one->noted != NULL && one->noted->seen.what == FAILURE_ZONE_UNREACHABLE &&
        one->noted->seen.sure != CONFIDENCE_PROVEN)
        failure_withdraw(one->noted);
}

static void
note_failed(packet_info *pinfo, zone_target *one, const log_failure *entry)
{
    connect_outcome outcome = outcome_of(pinfo, one, entry->words);
    guint32 previous = one->failed_frame;
    const zone_target *other;
    nstime_t passed;

    one->failed_frame = pinfo->num;
    if (one->failed++ == 0) {
        one->first_port = entry->client.port;
        one->first_time = pinfo->abs_ts;
        note_single(pinfo, one, outcome);
        one->is_connecting = false;
        return;
    }
    one->is_connecting = false;
    nstime_delta(&passed, &pinfo->abs_ts, &one->first_time);
    if (entry->client.port == one->first_port && passed.secs < SECONDS_APART)
        return;
    end_single(one);
    other = alternative_of(one, previous);
    if (other != NULL)
        note_two_addresses(pinfo, one, other);
    else
        note_unreachable(pinfo, one, outcome, CONFIDENCE_PROVEN);
    one->frame_count = 0;
}

/* A port that worked before and works again was closed for a time, as in a restart. */
static void
note_established(packet_info *pinfo, zone_target *one)
{
    end_single(one);
    if (one->noted != NULL && one->noted->seen.what == FAILURE_ZONE_UNREACHABLE) {
        if (one->established_frame != 0)
            failure_withdraw(one->noted);
        else
            failure_recovered(one->noted, pinfo);
    }
    one->noted = NULL;
    one->is_connecting = false;
    one->failed = 0;
    one->frame_count = 0;
    one->open++;
    one->established_frame = pinfo->num;
}

void
log_zone_note(packet_info *pinfo, const char *host, const log_failure *entry)
{
    zone_target *one;

    if (!configuration_is_traversal_port(entry->server.port) || entry->client.host.family == HOST_NONE ||
        entry->server.host.family == HOST_NONE || connect_of_syn(pinfo->num) != NULL ||
        connect_of_answer(pinfo->num) != NULL)
        return;
    one = target_of(host, entry);
    if (entry->kind == LOG_FAILURE_CLOSED) {
        one->open -= one->open > 0;
        return;
    }
    if (entry->kind == LOG_FAILURE_ESTABLISHED) {
        note_established(pinfo, one);
        return;
    }
    if (one->frame_count < FRAMES)
        one->frames[one->frame_count++] = pinfo->num;
    if (entry->kind == LOG_FAILURE_CONNECT) {
        note_failed(pinfo, one, entry);
    } else {
        one->is_connecting = true;
        one->connecting_time = pinfo->abs_ts;
    }
}
