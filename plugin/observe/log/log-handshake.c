/* log-handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-handshake.h"

#include "../../capture/configuration.h"
#include "../../capture/failure/failure-variant.h"
#include "../../capture/kept-text.h"
#include "log-idle.h"
#include "log-rejection.h"
#include "log-works.h"
#include "../time-span.h"

#include <string.h>

/* Handshakes that are remembered: the entries about one follow each other closely. */
#define HANDSHAKES 128
#define FRAMES 4
#define SECONDS_OF_ONE 30
/* The two hosts' entries about one handshake, where both logs are in the capture. */
#define SECONDS_APART 2
#define PHONE_PORT 5061
#define NAMES_SIZE 200

typedef struct {
    const char *host; /* equal names are one text: kept_text_shared */
    endpoint client;
    endpoint server;
    nstime_t time;
    guint32 frames[FRAMES];
    guint frame_count;
    bool host_is_server;
    bool is_cut_off;       /* no alert was received */
    bool has_ended;        /* and the other end, or something between, has ended it */
    bool is_own_rejection; /* this host rejects the other one's certificate */
    failure *noted;
} handshake;

static struct {
    handshake all[HANDSHAKES];
    guint count;            /* of all that there were */
    char names[NAMES_SIZE]; /* of the latest certificate whose names a log tells */
    const char *names_host;
    nstime_t names_time;
    guint32 names_frame;
} logs;

static void
forget(void)
{
    memset(&logs, 0, sizeof logs);
}

void
log_handshake_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

static handshake *
find_handshake(const packet_info *pinfo, const char *host, const log_failure *entry)
{
    for (guint i = 0; i < MIN(logs.count, HANDSHAKES); i++) {
        handshake *one = &logs.all[(logs.count - 1 - i) % HANDSHAKES];

        if (endpoint_equal(&one->client, &entry->client) && endpoint_equal(&one->server, &entry->server) &&
            one->host == host && time_span_is_near(pinfo, &one->time, SECONDS_OF_ONE))
            return one;
    }
    return NULL;
}

static handshake *
new_handshake(const packet_info *pinfo, const char *host, const log_failure *entry)
{
    handshake *one = &logs.all[logs.count++ % HANDSHAKES];

    *one = (handshake){.host = host, .client = entry->client, .server = entry->server, .time = pinfo->abs_ts};
    /* Where only the end of the connection is told: clients of Expressway-E come from outside. */
    one->host_is_server = host_address_is_private(entry->server.host);
    return one;
}

static bool
is_of_scanner(const handshake *one)
{
    return one->host_is_server && log_works_for_another(one->client, one->server);
}

/* Scanners try the phones' port too. */
static bool
is_no_phone(const handshake *one)
{
    return one->host_is_server && one->server.port == PHONE_PORT && !log_idle_may_be_phone(one->client);
}

/* The same handshake as the other host's log tells of it. The host that rejects a certificate knows why. */
static handshake *
find_other_side(const packet_info *pinfo, const handshake *one)
{
    for (guint i = 0; i < MIN(logs.count, HANDSHAKES); i++) {
        handshake *other = &logs.all[i];

        if (other->host != one->host && other->client.port == one->client.port &&
            other->server.port == one->server.port && time_span_is_near(pinfo, &other->time, SECONDS_APART))
            return other;
    }
    return NULL;
}

static void
show_frames(const handshake *one)
{
    for (guint i = 0; i < one->frame_count; i++)
        failure_shown_in(one->noted, one->frames[i]);
}

static void
note(packet_info *pinfo, handshake *one, failure_seen *seen)
{
    seen->source = FAILURE_FROM_LOG;
    seen->host = one->host;
    seen->client = one->client;
    seen->server = one->server;
    if (!configuration_is_traversal_port(one->server.port))
        seen->weight = FAILURE_WRONG;
    one->noted = failure_note(pinfo, seen);
    show_frames(one);
    log_works_watch(one->noted);
}

static void
note_rejection(packet_info *pinfo, handshake *one, const log_failure *entry)
{
    failure_seen seen = {.what = FAILURE_TLS_FAILED};
    handshake *other;
    bool has_names;

    one->is_own_rejection = !entry->rejection.is_received;
    if (!log_rejection_read(&entry->rejection, one->host_is_server, &seen) ||
        (seen.what == FAILURE_TLS_FAILED && !configuration_is_traversal_port(one->server.port)) ||
        ((seen.what == FAILURE_TLS_FAILED || seen.what == FAILURE_TLS_NO_CERTIFICATE) && is_of_scanner(one)))
        return;
    if (entry->rejection.is_received && is_no_phone(one))
        return;
    other = find_other_side(pinfo, one);
    if (other != NULL && other->noted != NULL && other->is_own_rejection) {
        one->noted = other->noted;
        show_frames(one);
        return;
    }
    seen.words = kept_text_shown(pinfo->pool, entry->words);
    if (seen.what == FAILURE_TLS_NAME && entry->name.length > 0)
        seen.name = kept_text_shown(pinfo->pool, entry->name);
    has_names = seen.what == FAILURE_TLS_NAME && one->is_own_rejection && logs.names_host == one->host &&
                logs.names_frame != 0 && time_span_is_after(pinfo, &logs.names_time, SECONDS_APART);
    if (has_names)
        seen.other = logs.names;
    if (one->noted != NULL && one->noted->count == 1)
        failure_withdraw(one->noted);
    note(pinfo, one, &seen);
    if (has_names)
        failure_shown_in(one->noted, logs.names_frame);
    if (other == NULL || !one->is_own_rejection)
        return;
    failure_withdraw(other->noted);
    other->noted = one->noted;
    show_frames(other);
}

static void
note_cut_off(packet_info *pinfo, handshake *one)
{
    failure_seen seen = {.what = FAILURE_INSPECTION,
                         .variant = FAILURE_INSPECTION_CUT_OFF,
                         .sure = CONFIDENCE_PROBABLE,
                         .words = "No SSL error available, probably remote disconnect"};
    const handshake *other = find_other_side(pinfo, one);

    if (other != NULL && other->is_own_rejection)
        return;
    if (is_of_scanner(one) || is_no_phone(one))
        return;
    note(pinfo, one, &seen);
}

static void
learn(handshake *one, const packet_info *pinfo, const log_failure *entry)
{
    if (one->frame_count < FRAMES)
        one->frames[one->frame_count++] = pinfo->num;
    if (entry->kind != LOG_FAILURE_CLOSED)
        one->host_is_server = entry->host_is_server;
    one->is_cut_off = one->is_cut_off ||
                      (entry->is_rejection && entry->rejection.reason == TLS_REASON_CUT_OFF) ||
                      (entry->kind == LOG_FAILURE_OPENSSL && entry->code == 5);
    one->has_ended =
        one->has_ended || (entry->kind == LOG_FAILURE_OPENSSL && entry->code == 5) ||
        (entry->kind == LOG_FAILURE_CLOSED && text_view_starts_with(entry->words, TEXT_VIEW("Got EOF")));
}

void
log_handshake_note(packet_info *pinfo, const char *host, const log_failure *entry)
{
    bool is_reason = entry->is_rejection && entry->rejection.reason != TLS_REASON_CUT_OFF;
    handshake *one;

    if (entry->client.host.family == HOST_NONE || entry->server.host.family == HOST_NONE)
        return;
    one = find_handshake(pinfo, host, entry);
    if (one == NULL && entry->kind == LOG_FAILURE_CLOSED && !entry->is_rejection)
        return;
    if (one == NULL)
        one = new_handshake(pinfo, host, entry);
    learn(one, pinfo, entry);
    if (one->noted != NULL && (!is_reason || one->noted->seen.what != FAILURE_INSPECTION))
        failure_shown_in(one->noted, pinfo->num);
    else if (is_reason)
        note_rejection(pinfo, one, entry);
    else if (one->is_cut_off && one->has_ended)
        note_cut_off(pinfo, one);
}

void
log_handshake_note_names(packet_info *pinfo, const char *host, text_view names)
{
    g_strlcpy(logs.names, kept_text_shown(pinfo->pool, names), NAMES_SIZE);
    logs.names_host = host;
    logs.names_time = pinfo->abs_ts;
    logs.names_frame = pinfo->num;
}
