/* host-link.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "host-link.h"

#include "../configuration.h"
#include "../frame/endpoint-pair.h"

bool host_link_exists;
guint32 host_link_silences;

static wmem_map_t *clients; /* endpoint *, port 0 -> the first host_link * of that host */
static wmem_map_t *links;   /* endpoint_pair *, ports 0 -> host_link * */

static host_set phones; /* the hosts to which those with public addresses come */

static void
end_file(void)
{
    host_link_exists = false;
    host_link_silences = 0;
    phones = (host_set){.count = 0};
}

void
host_link_register(void)
{
    links =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    clients = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
    register_cleanup_routine(end_file);
}

bool
host_link_is_client(endpoint end)
{
    return configuration_is_client_port(end.port) ||
           host_set_find(configuration_addresses(ROLE_EXPRESSWAY_C), end.host) != NULL;
}

bool
host_link_has_client(host_address host)
{
    endpoint client = {.host = host};

    return host_link_exists && wmem_map_lookup(clients, &client) != NULL;
}

host_link *
host_link_between(host_address client, host_address server)
{
    endpoint_pair hosts = {{.host = client}, {.host = server}};

    return host_link_exists ? (host_link *)wmem_map_lookup(links, &hosts) : NULL;
}

void
host_link_note_phone(host_address phone, host_address host)
{
    if (phone.family != HOST_NONE && !host_address_is_private(phone) && !host_address_is_local_only(phone))
        host_set_add(&phones, host, 0, NULL);
}

bool
host_link_has_phones(host_address host)
{
    return host_set_find(&phones, host) != NULL;
}

static void
add(host_address client, host_address server)
{
    endpoint_pair *hosts = wmem_new0(wmem_file_scope(), endpoint_pair);
    host_link *link = wmem_new0(wmem_file_scope(), host_link);

    hosts->first.host = link->client = client;
    hosts->second.host = link->server = server;
    wmem_map_insert(links, hosts, link);
    if (!host_link_has_client(client))
        wmem_map_insert(clients, &hosts->first, link);
    host_link_exists = true;
}

void
host_link_learn(expressway_flow *flow)
{
    host_address client = flow->client.host;
    host_address server = flow->server.host;

    if (flow->said.is_of_link || client.family == HOST_NONE || server.family == HOST_NONE ||
        flow_has_foreign_sip(flow) || (!flow->sip.is_expressway && !host_link_is_client(flow->client)))
        return;
    flow->said.is_of_link = true;
    if (host_link_between(client, server) == NULL && wmem_map_size(links) < HOST_LINK_ROOM)
        add(client, server);
}
