/* log-answer.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-answer.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"

#include <string.h>

/* Clients' connections, with the latest request of each, and domains that are served. */
#define REQUESTS 64
#define DOMAINS 16
#define DOMAIN_SIZE 128

typedef struct {
    endpoint client;
    char domain[DOMAIN_SIZE];
    failure *noted;
} client_request;

static struct {
    client_request requests[REQUESTS];
    guint request_count;
    char domains[DOMAINS][DOMAIN_SIZE]; /* of which a request got 2xx */
    guint domain_count;
} answers;

static void
forget(void)
{
    memset(&answers, 0, sizeof answers);
}

void
log_answer_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
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
    for (guint i = 0; i < MIN(answers.request_count, REQUESTS); i++) {
        if (endpoint_equal(&answers.requests[i].client, &client))
            return &answers.requests[i];
    }
    return NULL;
}

static bool
is_served(const char *domain)
{
    for (guint i = 0; i < MIN(answers.domain_count, DOMAINS); i++) {
        if (strcmp(answers.domains[i], domain) == 0)
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
    g_strlcpy(answers.domains[answers.domain_count++ % DOMAINS], domain, DOMAIN_SIZE);
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
log_answer_note(packet_info *pinfo, const char *host, const log_failure *entry, bool is_event)
{
    client_request *request;

    if (host_address_is_local_only(entry->client.host))
        return;
    request = request_of(entry->client);
    if (request == NULL && entry->client.host.family != HOST_NONE) {
        request = &answers.requests[answers.request_count++ % REQUESTS];
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
