/* log-host.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-host.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"
#include "../../capture/kept-text.h"
#include "../time-span.h"

#include <string.h>

/* Entries that belong together follow each other within that time. */
#define SECONDS_OF_ONE 2

static struct {
    char identity[KEPT_TEXT_LONGEST + 1]; /* the latest user whose credentials were found */
    const char *identity_host;
    nstime_t identity_time;
    guint32 identity_frame;
    guint32 answer_frame; /* the latest 401 of a server */
    const char *answer_host;
    nstime_t answer_time;
    failure *credentials; /* the latest that were refused */
    failure *user;        /* the latest that was refused */
} latest;

static void
forget(void)
{
    memset(&latest, 0, sizeof latest);
}

void
log_host_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

static failure_seen
seen_of(const packet_info *pinfo, const char *host, const log_failure *entry, failure_what what)
{
    failure_seen seen = {.what = what,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROVEN,
                         .code = entry->code,
                         .host = host,
                         .client = entry->client,
                         .server = entry->server};

    if (entry->words.length > 0)
        seen.words = kept_text_shown(pinfo->pool, entry->words);
    if (entry->name.length > 0)
        seen.name = kept_text_shown(pinfo->pool, entry->name);
    return seen;
}

/* Alarms and events about a peer are one failure. Alarms do not always name it. */
static failure *
find_peer(const char *host, const char *name)
{
    for (guint i = 0; i < failure_count(); i++) {
        failure *one = failure_at(i);

        if (one->seen.what == FAILURE_CLUSTER_PEER && g_strcmp0(one->seen.host, host) == 0 &&
            (one->seen.name == NULL || name == NULL || strcmp(one->seen.name, name) == 0))
            return one;
    }
    return NULL;
}

static void
note_peer(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_CLUSTER_PEER);
    failure *told = find_peer(host, seen.name);

    if (told == NULL) {
        failure_note(pinfo, &seen);
        return;
    }
    failure_shown_in(told, pinfo->num);
    if (told->seen.name == NULL)
        told->seen.name = kept_text(pinfo->pool, entry->name);
}

static void
note_alarm(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_ALARM);

    switch (entry->code) {
    case 25022:
        seen.what = FAILURE_CLOCK_DIFFERENCE;
        seen.variant = FAILURE_CLOCK_BY_ALARM;
        seen.sure = CONFIDENCE_PROBABLE;
        break;
    case 35013:
    case 35014:
        seen.what = FAILURE_SSH_TUNNEL;
        seen.variant = FAILURE_TUNNEL_ALARM;
        break;
    case 40068:
    case 40078:
        seen.what = FAILURE_CERTIFICATE_VALIDITY;
        seen.variant = FAILURE_CERTIFICATE_EXPIRED;
        seen.is_of_client = entry->code == 40078;
        break;
    case 40069:
        seen.what = FAILURE_CERTIFICATE_VALIDITY;
        seen.variant = FAILURE_CERTIFICATE_EXPIRES_SOON;
        seen.weight = FAILURE_WARNS;
        break;
    case 20004:
    case 20006:
    case 20021:
        note_peer(pinfo, host, entry);
        return;
    default:
        seen.name = NULL;
        break;
    }
    failure_note(pinfo, &seen);
}

static void
note_identity(const packet_info *pinfo, const char *host, const log_failure *entry)
{
    text_view name = text_view_first(entry->name, KEPT_TEXT_LONGEST);

    memcpy(latest.identity, name.data, name.length);
    latest.identity[name.length] = '\0';
    latest.identity_host = host;
    latest.identity_time = pinfo->abs_ts;
    latest.identity_frame = pinfo->num;
}

static void
note_credentials(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_ZONE_CREDENTIALS);
    bool has_user =
        latest.identity_host == host && time_span_is_after(pinfo, &latest.identity_time, SECONDS_OF_ONE);
    failure *one;

    if (has_user && latest.identity_frame != 0)
        seen.name = kept_text_shown(pinfo->pool, text_view_of(latest.identity, strlen(latest.identity)));
    one = failure_note(pinfo, &seen);
    if (has_user)
        failure_shown_in(one, latest.identity_frame);
    latest.credentials = one;
}

static void
note_accepted(const packet_info *pinfo, const log_failure *entry)
{
    failure *one = entry->kind == LOG_FAILURE_USER_ACCEPTED ? latest.user : latest.credentials;

    if (one == NULL)
        return;
    if (entry->kind == LOG_FAILURE_USER_ACCEPTED
            ? g_strcmp0(one->seen.name, kept_text_shown(pinfo->pool, entry->name)) == 0
            : host_address_equals(one->seen.client.host, entry->client.host))
        failure_recovered(one, pinfo);
}

/* Scanners register too, mostly without TLS and at addresses instead of domains. */
static void
note_registration(packet_info *pinfo, const char *host, const log_failure *entry, text_view protocol)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_REGISTER_REFUSED);
    text_view user = entry->name;
    text_view domain = text_view_from(user, text_view_find(user, '@') + 1);
    host_address address;

    if (!text_view_equals(entry->words, TEXT_VIEW("Unknown domain")) ||
        (protocol.length > 0 && !text_view_equals(protocol, TEXT_VIEW("TLS"))) ||
        host_address_parse(text_view_first(domain, text_view_find(domain, ':')), &address))
        return;
    if (!text_view_skip(&user, TEXT_VIEW("sips:")))
        text_view_skip(&user, TEXT_VIEW("sip:"));
    seen.variant = FAILURE_REGISTER_UNKNOWN_DOMAIN;
    seen.name = user.length > 0 ? kept_text_shown(pinfo->pool, user) : NULL;
    failure_note(pinfo, &seen);
}

static void
note_user(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_USER_REFUSED);
    bool has_answer = latest.answer_frame != 0 && latest.answer_host == host &&
                      time_span_is_after(pinfo, &latest.answer_time, SECONDS_OF_ONE);
    failure *told = latest.user;

    seen.words = NULL;
    seen.code = has_answer ? 401 : 0;
    if (entry->other.length > 0)
        seen.other = kept_text_shown(pinfo->pool, entry->other);
    if (told != NULL && time_span_is_after(pinfo, &told->last_time, SECONDS_OF_ONE) &&
        g_strcmp0(told->seen.name, seen.name) == 0) {
        failure_shown_in(told, pinfo->num);
        return;
    }
    latest.user = failure_note(pinfo, &seen);
    if (has_answer)
        failure_shown_in(latest.user, latest.answer_frame);
}

static void
note_program(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = seen_of(pinfo, host, entry, FAILURE_SSH_TUNNEL);

    seen.variant = FAILURE_TUNNEL_PROGRAM;
    failure_note(pinfo, &seen);
}

void
log_host_note(packet_info *pinfo, const char *host, const log_failure *entry, text_view protocol)
{
    switch (entry->kind) {
    case LOG_FAILURE_ALARM:
        note_alarm(pinfo, host, entry);
        break;
    case LOG_FAILURE_PEER:
        note_peer(pinfo, host, entry);
        break;
    case LOG_FAILURE_IDENTITY:
        note_identity(pinfo, host, entry);
        break;
    case LOG_FAILURE_CREDENTIALS:
        note_credentials(pinfo, host, entry);
        break;
    case LOG_FAILURE_REGISTRATION:
        note_registration(pinfo, host, entry, protocol);
        break;
    case LOG_FAILURE_USER_ANSWER:
        latest.answer_frame = pinfo->num;
        latest.answer_host = host;
        latest.answer_time = pinfo->abs_ts;
        break;
    case LOG_FAILURE_USER_ACCEPTED:
    case LOG_FAILURE_OPTIONS_ACCEPTED:
        note_accepted(pinfo, entry);
        break;
    case LOG_FAILURE_USER:
        note_user(pinfo, host, entry);
        break;
    case LOG_FAILURE_TUNNEL_PROGRAM:
        note_program(pinfo, host, entry);
        break;
    default:
        break;
    }
}
