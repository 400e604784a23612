/* log-works.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-works.h"

#include "../../capture/configuration.h"

#include <string.h>

/* Pairs of hosts that are known to work; the oldest go first. */
#define WORKING 64
/* Failures that may turn out to have ended. */
#define OPEN_FAILURES 64

static struct {
    struct {
        host_address client;
        endpoint server;
    } all[WORKING];
    guint count; /* of all that there were */
    failure *open[OPEN_FAILURES];
    guint open_count;
} works;

static void
forget(void)
{
    memset(&works, 0, sizeof works);
}

void
log_works_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

/* A scanner comes from outside, or at least not from a port of an Expressway-C. */
static bool
may_be_scanner(endpoint client)
{
    return !host_address_is_private(client.host) || !configuration_is_client_port(client.port);
}

bool
log_works_for_another(endpoint client, endpoint server)
{
    bool has_other = false;

    if (!may_be_scanner(client))
        return false;
    for (guint i = 0; i < MIN(works.count, WORKING); i++) {
        if (works.all[i].server.port != server.port)
            continue;
        if (host_address_equals(works.all[i].client, client.host))
            return false;
        has_other = true;
    }
    return has_other;
}

void
log_works_watch(failure *one)
{
    if (one == NULL || works.open_count == OPEN_FAILURES)
        return;
    for (guint i = 0; i < works.open_count; i++) {
        if (works.open[i] == one)
            return;
    }
    works.open[works.open_count++] = one;
}

bool
log_works_is_watching(void)
{
    return works.open_count > 0;
}

static void
note_working(endpoint client, endpoint server)
{
    for (guint i = 0; i < MIN(works.count, WORKING); i++) {
        if (host_address_equals(works.all[i].client, client.host) &&
            endpoint_equal(&works.all[i].server, &server))
            return;
    }
    works.all[works.count % WORKING].client = client.host;
    works.all[works.count++ % WORKING].server = server;
}

/* Of another client while one works: a scanner, after all. */
static bool
is_of_stranger(const failure *one, endpoint server)
{
    return (one->seen.what == FAILURE_TLS_FAILED || one->seen.what == FAILURE_TLS_NO_CERTIFICATE ||
            one->seen.what == FAILURE_INSPECTION) &&
           endpoint_equal(&one->seen.server, &server) && may_be_scanner(one->seen.client);
}

/* One handshake that was cut off, as when a host restarts, is nothing once the next one has succeeded. */
static void
note_recovery(const packet_info *pinfo, failure *one)
{
    if (one->seen.what == FAILURE_INSPECTION && one->count == 1)
        failure_withdraw(one);
    else
        failure_recovered(one, pinfo);
}

void
log_works_note(const packet_info *pinfo, endpoint client, endpoint server)
{
    if (!configuration_is_traversal_port(server.port))
        return;
    note_working(client, server);
    for (guint i = 0; i < works.open_count;) {
        failure *one = works.open[i];

        if (host_address_equals(one->seen.client.host, client.host) &&
            endpoint_equal(&one->seen.server, &server)) {
            note_recovery(pinfo, one);
            works.open[i] = works.open[--works.open_count];
        } else if (is_of_stranger(one, server)) {
            failure_withdraw(one);
            works.open[i] = works.open[--works.open_count];
        } else {
            i++;
        }
    }
}
