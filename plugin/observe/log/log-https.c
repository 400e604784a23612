/* log-https.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-https.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"
#include "../../capture/kept-text.h"
#include "../time-span.h"

#include <string.h>

/* Certificates that have just been told of, and hosts that send requests. */
#define CERTIFICATES 16
#define SERVERS 8
#define NAME_SIZE 128
#define SECONDS_OF_ONE 5

static struct {
    struct {
        const char *host;
        endpoint server;
        guint32 frame;
    } servers[SERVERS]; /* to which each host has sent its latest request */
    guint server_count;
    struct {
        char name[NAME_SIZE];
        nstime_t time;
        failure *noted;
    } certificates[CERTIFICATES];
    guint certificate_count;
} https;

static void
forget(void)
{
    memset(&https, 0, sizeof https);
}

void
log_https_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

static guint
latest_of(const char *host)
{
    guint i = 0;

    while (i < MIN(https.server_count, SERVERS) && https.servers[i].host != host)
        i++;
    return i;
}

static void
note_request_to(const packet_info *pinfo, const char *host, endpoint server)
{
    guint i = latest_of(host);

    if (server.host.family == HOST_NONE)
        return;
    if (i == MIN(https.server_count, SERVERS))
        i = https.server_count++ % SERVERS;
    https.servers[i].host = host;
    https.servers[i].server = server;
    https.servers[i].frame = pinfo->num;
}

/* Copies as much of text as fits. */
static void
copy(char room[NAME_SIZE], text_view text)
{
    text = text_view_first(text, NAME_SIZE - 1);
    if (text.length > 0)
        memcpy(room, text.data, text.length);
    room[text.length] = '\0';
}

static bool
is_text(const char *room, text_view text)
{
    text = text_view_first(text, NAME_SIZE - 1);
    return text_view_equals(text_view_of(room, strlen(room)), text);
}

static failure *
certificate_just_told(const packet_info *pinfo, text_view name)
{
    for (guint i = 0; i < MIN(https.certificate_count, CERTIFICATES); i++) {
        if (is_text(https.certificates[i].name, name) &&
            time_span_is_after(pinfo, &https.certificates[i].time, SECONDS_OF_ONE))
            return https.certificates[i].noted;
    }
    return NULL;
}

static void
note_certificate(packet_info *pinfo, const char *host, const log_failure *entry, failure_https variant)
{
    failure_seen seen = {.what = FAILURE_HTTPS_CERTIFICATE,
                         .variant = variant,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROVEN,
                         .host = host,
                         .code = entry->rejection.alert,
                         .is_of_client = variant == FAILURE_HTTPS_REJECTED,
                         .server = entry->server};
    guint latest = latest_of(host);
    guint row = https.certificate_count++ % CERTIFICATES;
    failure *one;

    if (latest == MIN(https.server_count, SERVERS))
        latest = SERVERS;
    if (latest < SERVERS && (entry->server.host.family == HOST_NONE ||
                             host_address_equals(https.servers[latest].server.host, entry->server.host)))
        seen.server = https.servers[latest].server;
    seen.words = kept_text_shown(pinfo->pool, entry->words);
    seen.name = kept_text_shown(pinfo->pool, entry->name);
    one = failure_note(pinfo, &seen);
    if (latest < SERVERS && endpoint_equal(&seen.server, &https.servers[latest].server))
        failure_shown_in(one, https.servers[latest].frame);
    copy(https.certificates[row].name, entry->name);
    https.certificates[row].time = pinfo->abs_ts;
    https.certificates[row].noted = one;
}

static bool
is_about_certificate(const tls_rejection *rejection)
{
    return rejection->reason != TLS_REASON_UNKNOWN && rejection->reason != TLS_REASON_NOTHING_COMMON &&
           rejection->reason != TLS_REASON_CUT_OFF;
}

void
log_https_note(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure *told;

    switch (entry->kind) {
    case LOG_FAILURE_REQUEST_TO_SERVER:
        note_request_to(pinfo, host, entry->server);
        return;
    case LOG_FAILURE_SERVER_CERTIFICATE:
        note_certificate(pinfo, host, entry, FAILURE_HTTPS_UNTRUSTED);
        return;
    case LOG_FAILURE_SERVER_NAME:
        note_certificate(pinfo, host, entry, FAILURE_HTTPS_NAME);
        return;
    default:
        break;
    }
    told = certificate_just_told(pinfo, entry->name);
    if (told != NULL)
        failure_shown_in(told, pinfo->num);
    else if (entry->is_rejection && entry->rejection.is_received && is_about_certificate(&entry->rejection))
        note_certificate(pinfo, host, entry, FAILURE_HTTPS_REJECTED);
    else if (text_view_equals(entry->words, TEXT_VIEW("certificate verify failed")))
        note_certificate(pinfo, host, entry, FAILURE_HTTPS_UNTRUSTED);
}
