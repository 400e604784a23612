/* reach.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reach.h"

#include "../frame/endpoint-pair.h"
#include "../frame/frame.h"

#include <string.h>

/* The ports of one server that one client has tried. */
struct reach_ports {
    guint count;
    reach *tried[REACH_PORTS];
};

static wmem_map_t *reaches;        /* endpoint_pair *, the client's port 0 -> reach * */
static wmem_map_t *ports_of_pairs; /* endpoint_pair *, both ports 0 -> struct reach_ports * */
static guint32 pending;

/* Ports from which an Expressway opens its other connections: HTTPS, SSH. */
#define OTHER_PORTS_FIRST 30000
#define OTHER_PORTS_LAST 35999

/* A bit for each pair of a client's host and a server's port that has had a stranger, by hash: strangers may
 * be many. Where two pairs share a bit, nothing is said of the other either. */
#define STRANGER_BITS 65536U
static guint8 strangers[STRANGER_BITS / 8];

static void
end_file(void)
{
    pending = 0;
    memset(strangers, 0, sizeof strangers);
}

void
reach_register(void)
{
    reaches =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    ports_of_pairs =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    register_cleanup_routine(end_file);
}

bool
reach_is_waiting(void)
{
    return pending > 0;
}

reach *
reach_of(host_address client, endpoint server)
{
    endpoint_pair ends = {{.host = client}, server};

    return (reach *)wmem_map_lookup(reaches, &ends);
}

static struct reach_ports *
ports_of(host_address client, host_address server)
{
    endpoint_pair hosts = {{.host = client}, {.host = server}};
    struct reach_ports *ports = (struct reach_ports *)wmem_map_lookup(ports_of_pairs, &hosts);

    if (ports != NULL)
        return ports;
    ports = wmem_new0(wmem_file_scope(), struct reach_ports);
    wmem_map_insert(ports_of_pairs, wmem_memdup(wmem_file_scope(), &hosts, sizeof hosts), ports);
    return ports;
}

static void
withdraw_all(struct reach_ports *ports)
{
    for (guint i = 0; i < REACH_PORTS; i++) {
        failure_withdraw(ports->tried[i]->suspected);
        failure_withdraw(ports->tried[i]->said);
    }
}

static void
count_port(reach *one, endpoint client)
{
    one->ports = ports_of(client.host, one->server.host);
    if (one->ports->count < REACH_PORTS)
        one->ports->tried[one->ports->count] = one;
    else if (one->ports->count == REACH_PORTS)
        withdraw_all(one->ports);
    one->ports->count++;
}

bool
reach_is_of_scanner(const reach *one)
{
    return one->ports->count > REACH_PORTS;
}

static guint
bit_of(host_address client, endpoint server)
{
    endpoint_pair ends = {{.host = client}, server};
    guint hash = endpoint_pair_hash(&ends);

    return (hash ^ hash >> 16) % STRANGER_BITS;
}

static bool
is_stranger(host_address client, endpoint server)
{
    guint bit = bit_of(client, server);

    return (strangers[bit / 8] & 1U << (bit % 8)) != 0;
}

void
reach_note_stranger(endpoint client, endpoint server)
{
    reach *known = reach_of(client.host, server);
    guint bit = bit_of(client.host, server);

    if (client.port >= OTHER_PORTS_FIRST && client.port <= OTHER_PORTS_LAST)
        return;
    strangers[bit / 8] |= (guint8)(1U << (bit % 8));
    if (known == NULL || known->is_stranger)
        return;
    known->is_stranger = true;
    failure_withdraw(known->suspected);
    failure_withdraw(known->said);
}

static reach *
find_or_create(endpoint client, endpoint server)
{
    reach *one = reach_of(client.host, server);
    endpoint_pair *ends;

    if (one != NULL || wmem_map_size(reaches) >= REACH_ROOM)
        return one;
    one = wmem_new0(wmem_file_scope(), reach);
    one->server = server;
    one->is_stranger = is_stranger(client.host, server);
    ends = wmem_new0(wmem_file_scope(), endpoint_pair);
    ends->first.host = client.host;
    ends->second = server;
    wmem_map_insert(reaches, ends, one);
    count_port(one, client);
    return one;
}

static void
set_pending(reach *one, bool is_pending)
{
    if (one->is_pending != is_pending)
        pending += is_pending ? 1U : -1U;
    one->is_pending = is_pending;
}

static void
keep_frame(reach *one, const packet_info *pinfo)
{
    if (one->frame_count < REACH_FRAMES)
        one->frames[one->frame_count++] = pinfo->num;
}

static void
begin_attempt(reach *one, const packet_info *pinfo, endpoint client, guint32 sequence)
{
    one->client = client;
    one->sequence = sequence;
    one->syns = 1;
    one->syn_time = pinfo->abs_ts;
    one->is_connected = one->has_data = false;
    set_pending(one, true);
    keep_frame(one, pinfo);
}

reach *
reach_note_syn(const packet_info *pinfo, endpoint client, endpoint server, guint32 sequence, bool *has_failed)
{
    reach *one = find_or_create(client, server);
    gint64 now = frame_milliseconds_of(&pinfo->abs_ts);

    *has_failed = false;
    if (one == NULL)
        return NULL;
    if (one->syns == 0 || one->client.port != client.port || one->sequence != sequence) {
        begin_attempt(one, pinfo, client, sequence);
        return one;
    }
    if (now - frame_milliseconds_of(&one->syn_time) < REACH_AGAIN_MILLISECONDS)
        return one;
    one->syn_time = pinfo->abs_ts;
    one->syns++;
    if (one->is_pending && one->syns >= REACH_SYNS)
        *has_failed = reach_fail(one, pinfo, CONNECT_UNANSWERED);
    return one;
}

bool
reach_fail(reach *one, const packet_info *pinfo, connect_outcome outcome)
{
    if (!one->is_pending)
        return false;
    set_pending(one, false);
    one->outcome = outcome;
    one->failed++;
    keep_frame(one, pinfo);
    return true;
}

bool
reach_connect(reach *one, const packet_info *pinfo)
{
    if (one->is_connected)
        return false;
    set_pending(one, false);
    one->is_connected = true;
    one->connect_time = pinfo->abs_ts;
    one->failed = 0;
    one->frame_count = 0;
    return true;
}
