/* log-https.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-https.h"

#include "../capture/failure/failure-variant.h"
#include "../capture/failure/failure.h"
#include "../capture/kept-text.h"

#include <string.h>

/* Requests that have not been answered, and certificates that have just been told of. */
#define REQUESTS 64
#define CERTIFICATES 16
#define SERVERS 8
#define DOMAINS 16
#define DOMAIN_SIZE 128
#define SECONDS_OF_ONE 5

typedef struct {
    endpoint client;
    char domain[DOMAIN_SIZE];
    failure *noted;
} client_request;

static struct {
    struct {
        const char *host;
        endpoint server;
        guint32 frame;
    } servers[SERVERS]; /* to which each host has sent its latest request */
    guint server_count;
    struct {
        char name[DOMAIN_SIZE];
        nstime_t time;
        failure *noted;
    } certificates[CERTIFICATES];
    guint certificate_count;
    client_request requests[REQUESTS];
    guint request_count;
    char domains[DOMAINS][DOMAIN_SIZE]; /* of which a request got 2xx */
    guint domain_count;
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

static bool
is_recent(const packet_info *pinfo, const nstime_t *time)
{
    nstime_t passed;

    nstime_delta(&passed, &pinfo->abs_ts, time);
    return passed.secs >= 0 && passed.secs <= SECONDS_OF_ONE;
}

/* Copies as much of text as fits. */
static void
copy(char room[DOMAIN_SIZE], text_view text)
{
    text = text_view_first(text, DOMAIN_SIZE - 1);
    if (text.length > 0)
        memcpy(room, text.data, text.length);
    room[text.length] = '\0';
}

static bool
is_text(const char *room, text_view text)
{
    text = text_view_first(text, DOMAIN_SIZE - 1);
    return text_view_equals(text_view_of(room, strlen(room)), text);
}

static failure *
certificate_just_told(const packet_info *pinfo, text_view name)
{
    for (guint i = 0; i < MIN(https.certificate_count, CERTIFICATES); i++) {
        if (is_text(https.certificates[i].name, name) && is_recent(pinfo, &https.certificates[i].time))
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
log_https_note_server(packet_info *pinfo, const char *host, const log_failure *entry)
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

/* "GET https://expe:8443/ZXhhbXBsZS5vcmcvaHR0cHMv.../get_edge_config HTTP/1.1": base64 of
 * "domain/https/host/port", or of the domain alone. */
static void
read_domain(const packet_info *pinfo, text_view request, char domain[DOMAIN_SIZE])
{
    text_view path = text_view_from(request, text_view_find(request, ' ') + 1);
    size_t scheme = text_view_find_text(path, TEXT_VIEW("://"));
    char *encoded;
    guchar *decoded;
    gsize length = 0;

    domain[0] = '\0';
    if (scheme < path.length) {
        path = text_view_from(path, scheme + 3);
        path = text_view_from(path, text_view_find(path, '/'));
    }
    text_view_skip(&path, TEXT_VIEW("/"));
    path = text_view_first(path, text_view_find(path, '/'));
    if (path.length < 4 || path.length > 512)
        return;
    encoded = wmem_strndup(pinfo->pool, path.data, path.length);
    decoded = g_base64_decode(encoded, &length);
    copy(domain, text_view_of((const char *)decoded, length));
    domain[strcspn(domain, "/")] = '\0';
    for (const char *c = domain; *c != '\0'; c++) {
        if (!text_is_letter_or_digit(*c) && *c != '.' && *c != '-')
            domain[0] = '\0';
    }
    g_free(decoded);
}

static client_request *
request_of(endpoint client)
{
    for (guint i = 0; i < MIN(https.request_count, REQUESTS); i++) {
        if (endpoint_equal(&https.requests[i].client, &client))
            return &https.requests[i];
    }
    return NULL;
}

static bool
is_served(const char *domain)
{
    for (guint i = 0; i < MIN(https.domain_count, DOMAINS); i++) {
        if (strcmp(https.domains[i], domain) == 0)
            return true;
    }
    return false;
}

/* Only a part of what the domain's users ask for is refused: that is the allow list. */
static void
note_served(const char *domain)
{
    if (domain[0] == '\0' || is_served(domain))
        return;
    g_strlcpy(https.domains[https.domain_count++ % DOMAINS], domain, DOMAIN_SIZE);
    for (guint i = 0; i < failure_count(); i++) {
        failure *one = failure_at(i);

        if (one->seen.what == FAILURE_DOMAIN_REFUSED && one->seen.name != NULL &&
            strcmp(one->seen.name, domain) == 0)
            failure_withdraw(one);
    }
}

static void
note_refused(packet_info *pinfo, const char *host, client_request *request)
{
    const char *domain = request != NULL && request->domain[0] != '\0' ? request->domain : NULL;
    failure_seen seen = {.what = FAILURE_DOMAIN_REFUSED,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROVEN,
                         .code = 403,
                         .host = host,
                         .name = domain};
    failure *one;

    if (domain != NULL && is_served(domain))
        return;
    if (request != NULL && request->noted != NULL) {
        failure_shown_in(request->noted, pinfo->num);
        return;
    }
    one = failure_note(pinfo, &seen);
    if (request != NULL)
        request->noted = one;
}

static void
note_next_hop(packet_info *pinfo, const char *host)
{
    failure_seen seen = {.what = FAILURE_SSH_TUNNEL,
                         .variant = FAILURE_TUNNEL_NEXT_HOP,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROBABLE,
                         .code = 502,
                         .host = host,
                         .words = "502 Next Hop Connection Failed"};

    failure_note(pinfo, &seen);
}

void
log_https_note_client(packet_info *pinfo, const char *host, const log_failure *entry, bool is_event)
{
    client_request *request;

    if (host_address_is_local_only(entry->client.host))
        return;
    request = request_of(entry->client);
    if (request == NULL && entry->client.host.family != HOST_NONE) {
        request = &https.requests[https.request_count++ % REQUESTS];
        *request = (client_request){.client = entry->client};
    }
    if (entry->kind == LOG_FAILURE_REQUEST && request != NULL) {
        request->noted = NULL;
        read_domain(pinfo, entry->words, request->domain);
    } else if (entry->kind == LOG_FAILURE_RESPONSE) {
        if (entry->code == 502 &&
            text_view_find_text(entry->words, TEXT_VIEW("Next Hop Connection Failed")) < entry->words.length)
            note_next_hop(pinfo, host);
        else if (entry->code == 403 && (is_event || text_view_equals(entry->other, TEXT_VIEW("CE_E"))))
            note_refused(pinfo, host, request);
        else if (entry->code / 100 == 2 && request != NULL)
            note_served(request->domain);
    }
}
