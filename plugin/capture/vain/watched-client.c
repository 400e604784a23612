/* watched-client.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "watched-client.h"

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
    client = wmem_new0(wmem_file_scope(), watched_client);
    client->host.host = host;
    wmem_map_insert(clients, &client->host, client);
}

void
watched_client_note_burst(expressway_flow *flow)
{
    watched_client *client = flow->bursts->client;
    guint at = 0;

    if (client == NULL) /* once a client is watched, it stays */
        client = flow->bursts->client = watched_client_at(flow->client.host);
    if (client == NULL || client->bursting[0] == flow)
        return;
    while (at < VAIN_BURSTING_FLOWS - 1 && client->bursting[at] != flow)
        at++;
    for (; at > 0; at--)
        client->bursting[at] = client->bursting[at - 1];
    client->bursting[0] = flow;
}
