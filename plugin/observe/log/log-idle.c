/* log-idle.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-idle.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"

#include <string.h>

#define PHONE_PORT 5061
#define HTTPS_PORT 8443
/* Connections to the phones' port that are remembered; the oldest go first. */
#define CONNECTIONS 256
/* Clients that use HTTPS; of more, the connections that say nothing are not judged. */
#define HTTPS_CLIENTS 4096

typedef struct {
    const char *host;
    endpoint client;
    endpoint server;
    guint32 established_frame;
    guint32 idle_frame; /* in which it was closed as idle, or 0 */
    failure *noted;
} idle_connection;

static struct {
    idle_connection all[CONNECTIONS];
    guint count;              /* of all that there were */
    wmem_map_t *uses_https;   /* endpoint *, with port 0, of a client -> itself */
    bool has_unsure_findings; /* said before any client's HTTPS was seen */
} idle;

static void
begin(void)
{
    memset(&idle, 0, sizeof idle);
    idle.uses_https = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
}

static void
end(void)
{
    memset(&idle, 0, sizeof idle);
}

void
log_idle_register(void)
{
    register_init_routine(begin);
    register_cleanup_routine(end);
}

static idle_connection *
find_connection(endpoint client, guint16 client_port, endpoint server)
{
    for (guint i = 0; i < MIN(idle.count, CONNECTIONS); i++) {
        idle_connection *one = &idle.all[(idle.count - 1 - i) % CONNECTIONS];

        if (one->client.port != (client.port != 0 ? client.port : client_port) ||
            !endpoint_equal(&one->server, &server))
            continue;
        if (client.host.family == HOST_NONE || host_address_equals(one->client.host, client.host))
            return one;
    }
    return NULL;
}

static void
note(packet_info *pinfo, idle_connection *one)
{
    failure_seen seen = {.what = FAILURE_INSPECTION,
                         .variant = FAILURE_INSPECTION_IDLE_COUNTDOWN,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROBABLE,
                         .weight = FAILURE_WRONG,
                         .host = one->host,
                         .client = {.host = one->client.host},
                         .server = one->server,
                         .words = "Idle countdown expired"};

    one->noted = failure_note(pinfo, &seen);
    if (one->noted == NULL)
        return;
    one->noted->is_withdrawn = false; /* the client's HTTPS has been seen since */
    failure_shown_in(one->noted, one->established_frame);
    failure_shown_in(one->noted, one->idle_frame);
}

static bool
is_of_https_client(const idle_connection *one)
{
    endpoint client = {.host = one->client.host};

    return wmem_map_lookup(idle.uses_https, &client) != NULL;
}

/* Where the log shows nobody's HTTPS, it cannot tell phones from scanners, and an excerpt may be all there
 * is.
 */
static void
note_idle(packet_info *pinfo, idle_connection *one)
{
    one->idle_frame = pinfo->num;
    if (is_of_https_client(one)) {
        note(pinfo, one);
    } else if (wmem_map_size(idle.uses_https) == 0) {
        note(pinfo, one);
        idle.has_unsure_findings = true;
    }
}

void
log_idle_note(packet_info *pinfo, const char *host, const log_failure *entry, guint16 client_port)
{
    idle_connection *one;

    if (entry->server.port == HTTPS_PORT)
        log_idle_note_request(pinfo, entry->client);
    if (entry->server.port != PHONE_PORT || entry->server.host.family == HOST_NONE)
        return;
    if (entry->kind == LOG_FAILURE_ESTABLISHED && entry->client.host.family != HOST_NONE) {
        one = &idle.all[idle.count++ % CONNECTIONS];
        *one = (idle_connection){
            .host = host, .client = entry->client, .server = entry->server, .established_frame = pinfo->num};
    } else if (entry->kind == LOG_FAILURE_CLOSED &&
               text_view_starts_with(entry->words, TEXT_VIEW("Idle countdown expired"))) {
        one = find_connection(entry->client, client_port, entry->server);
        if (one != NULL && one->idle_frame == 0)
            note_idle(pinfo, one);
    }
}

/* What was said while nobody's HTTPS was known is said of those only that use it. */
static void
withdraw_unsure(void)
{
    for (guint i = 0; idle.has_unsure_findings && i < MIN(idle.count, CONNECTIONS); i++)
        failure_withdraw(idle.all[i].noted);
    idle.has_unsure_findings = false;
}

void
log_idle_note_request(packet_info *pinfo, endpoint client)
{
    endpoint *kept;

    client.port = 0;
    if (client.host.family == HOST_NONE || host_address_is_local_only(client.host) ||
        wmem_map_size(idle.uses_https) == HTTPS_CLIENTS || wmem_map_lookup(idle.uses_https, &client) != NULL)
        return;
    withdraw_unsure();
    kept = wmem_new0(wmem_file_scope(), endpoint);
    *kept = client;
    wmem_map_insert(idle.uses_https, kept, kept);
    for (guint i = 0; i < MIN(idle.count, CONNECTIONS); i++) {
        if (idle.all[i].idle_frame != 0 && host_address_equals(idle.all[i].client.host, client.host))
            note(pinfo, &idle.all[i]);
    }
}

bool
log_idle_may_be_phone(endpoint client)
{
    client.port = 0;
    return wmem_map_size(idle.uses_https) == 0 || wmem_map_lookup(idle.uses_https, &client) != NULL;
}
