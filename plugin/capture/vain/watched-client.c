/* watched-client.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "watched-client.h"

#include "../kept-memory.h"

static wmem_map_t *clients; /* endpoint * (port 0) -> watched_client * */

void
watched_client_register(void)
{
    clients = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
}

bool
watched_client_exists(void)
{
    return wmem_map_size(clients) > 0;
}

watched_client *
watched_client_at(host_address host)
{
    endpoint key = {.host = host};

    return (watched_client *)wmem_map_lookup(clients, &key);
}

void
watched_client_add(host_address host)
{
    watched_client *client;

    if (watched_client_at(host) != NULL)
        return;
    client = (watched_client *)kept_memory_new0(sizeof *client);
    client->host.host = host;
    wmem_map_insert(clients, &client->host, client);
}

watched_more *
watched_client_more(watched_client *client)
{
    if (client->more == NULL)
        client->more = (watched_more *)kept_memory_new0(sizeof *client->more);
    return client->more;
}

expressway_flow *
watched_client_bursting(const watched_client *client, guint index)
{
    if (index == 0)
        return client->bursting;
    return index < VAIN_BURSTING_FLOWS && client->more != NULL ? client->more->before[index - 1] : NULL;
}

/* In the place of the flow that is now the latest, or of the oldest. */
static void
keep_before(watched_more *more, expressway_flow *before, const expressway_flow *latest)
{
    guint at = 0;

    while (at < VAIN_BURSTING_FLOWS - 2 && more->before[at] != latest)
        at++;
    for (; at > 0; at--)
        more->before[at] = more->before[at - 1];
    more->before[0] = before;
}

void
watched_client_note_burst(expressway_flow *flow)
{
    watched_client *client = flow->bursts->client;

    if (client == NULL) /* once a client is watched, it stays */
        client = flow->bursts->client = watched_client_at(flow->client.host);
    if (client == NULL || client->bursting == flow)
        return;
    if (client->bursting != NULL)
        keep_before(watched_client_more(client), client->bursting, flow);
    client->bursting = flow;
}
