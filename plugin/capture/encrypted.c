/* encrypted.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "encrypted.h"

#include "connect.h"
#include "judgement.h"
#include "past-traffic.h"

#include "../model/known-service.h"

/* Hosts that are remembered to have talked to a client; one that finds no room counts as talking. */
#define TALKER_ROOM 65536U

/* What is known of one client's host, by endpoint with port 0. */
typedef struct {
    endpoint host;
    expressway_flow *burst_flow; /* whose server has sent the latest burst; NULL while none has */
    nstime_t burst_time;
    wmem_map_t *targets; /* endpoint * -> silent_target * */
    guint32 targets_not_kept;
} watched_client;

static wmem_map_t *targets; /* endpoint * -> silent_target *, of all clients */
static wmem_map_t *clients; /* endpoint * (port 0) -> watched_client * */
static wmem_map_t *talkers; /* endpoint * (port 0): has sent a client more than refusals */

void
encrypted_register(void)
{
    targets = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
    clients = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
    talkers = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
}

bool
encrypted_is_watching(void)
{
    return wmem_map_size(clients) > 0;
}

static watched_client *
client_at(host_address host)
{
    endpoint key = {.host = host};

    return (watched_client *)wmem_map_lookup(clients, &key);
}

void
encrypted_watch(const expressway_flow *flow)
{
    watched_client *client;

    if (client_at(flow->client.host) != NULL)
        return;
    client = wmem_new0(wmem_file_scope(), watched_client);
    client->host.host = flow->client.host;
    client->targets = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
    wmem_map_insert(clients, &client->host, client);
}

bool
encrypted_may_tell(const expressway_flow *flow)
{
    return flow->claims == NULL && !flow->is_in_clear && (!flow->has_sip || flow->is_expressway);
}

/* Milliseconds from then to now; negative where the clock went back. */
static gint64
milliseconds_since(const nstime_t *then, const packet_info *pinfo)
{
    nstime_t passed;

    nstime_delta(&passed, &pinfo->abs_ts, then);
    return (gint64)passed.secs * 1000 + passed.nsecs / 1000000;
}

static bool
is_soon_after(const nstime_t *then, const packet_info *pinfo, gint64 limit)
{
    gint64 passed = milliseconds_since(then, pinfo);

    return passed >= 0 && passed <= limit;
}

/* Whether it has just come before: sent or captured twice. */
static bool
is_repeated(flow_burst *burst, guint32 payload, const tcp_segment *segment)
{
    guint32 end;

    if (segment == NULL)
        return false;
    end = segment->sequence + payload;
    for (guint i = 0; i < burst->segments; i++) {
        if (burst->ends[i] == end)
            return true;
    }
    burst->ends[burst->next] = end;
    burst->next = (guint8)((burst->next + 1U) % BURST_SEGMENTS);
    burst->segments = (guint8)MIN(burst->segments + 1U, BURST_SEGMENTS);
    return false;
}

static void
note_burst(const packet_info *pinfo, expressway_flow *flow, guint32 payload, const tcp_segment *segment)
{
    watched_client *client = client_at(flow->client.host);

    if (is_repeated(&flow->burst, payload, segment))
        return;
    if (!is_soon_after(&flow->burst.last, pinfo, BURST_GAP_MS))
        flow->burst.bytes = 0;
    flow->burst.last = pinfo->abs_ts;
    flow->burst.bytes = payload > G_MAXUINT32 - flow->burst.bytes ? G_MAXUINT32 : flow->burst.bytes + payload;
    if (client != NULL && flow->burst.bytes >= BURST_BYTES) {
        client->burst_flow = flow;
        client->burst_time = pinfo->abs_ts;
    }
}

/* What passed before anybody watched is looked up where it first matters. */
static void
look_back(silent_target *target)
{
    past_traffic past = past_traffic_of(target->where, target->flow->client.host);

    target->has_answered |= past.answered;
    target->host_talks |= past.talked;
}

static void
complete(packet_info *pinfo, silent_target *target)
{
    target->pending = 0;
    target->times++;
    if (target->times == 2) {
        target->established_frame = pinfo->num;
        look_back(target);
    }
    flow_evidence_changed();
}

void
encrypted_note_data(packet_info *pinfo, expressway_flow *flow, bool from_client, guint32 payload,
                    const tcp_segment *segment)
{
    wmem_list_frame_t *at = flow->targets != NULL ? wmem_list_head(flow->targets) : NULL;

    if (payload == 0)
        return;
    if (!from_client) {
        note_burst(pinfo, flow, payload, segment);
        return;
    }
    for (; at != NULL; at = wmem_list_frame_next(at)) {
        silent_target *target = (silent_target *)wmem_list_frame_data(at);

        if (target->pending != 0)
            complete(pinfo, target);
    }
}

static bool
may_be_apparent(endpoint where, const expressway_flow *flow)
{
    bool at_server = host_address_equals(where.host, flow->server.host);

    return !known_service_has_port(where.port) && !configuration_is_traversal_port(where.port) &&
           !endpoint_equal(&where, &flow->server) && (at_server || where.port >= LOWEST_PORT_ELSEWHERE);
}

static silent_target *
target_of(watched_client *client, endpoint where)
{
    silent_target *target = (silent_target *)wmem_map_lookup(client->targets, &where);

    if (target != NULL)
        return target;
    if (wmem_map_size(client->targets) >= TARGET_ROOM) {
        client->targets_not_kept++;
        flow_evidence_changed();
        return NULL;
    }
    target = wmem_new0(wmem_file_scope(), silent_target);
    target->where = where;
    wmem_map_insert(client->targets, &target->where, target);
    target->next_there = (silent_target *)wmem_map_lookup(targets, &where);
    wmem_map_insert(targets, &target->where, target);
    return target;
}

/* A SYN right after a burst belongs to the flow of that burst. */
static void
note_attempt(packet_info *pinfo, watched_client *client, silent_target *target)
{
    expressway_flow *flow = client->burst_flow;

    if (target->flow == NULL) {
        target->flow = flow;
        if (flow->targets == NULL)
            flow->targets = wmem_list_new(wmem_file_scope());
        wmem_list_append(flow->targets, target);
    }
    if (target->flow != flow) {
        target->strays++;
        return;
    }
    if (target->pending == 0 && target->times < TARGET_EVIDENCE)
        target->syns[target->times] = pinfo->num;
    target->pending = pinfo->num;
}

static void
note_syn(packet_info *pinfo, watched_client *client, endpoint source, endpoint destination, guint32 sequence)
{
    bool after_burst = client->burst_flow != NULL && encrypted_may_tell(client->burst_flow) &&
                       is_soon_after(&client->burst_time, pinfo, BURST_TO_SYN_MS);
    silent_target *target = (silent_target *)wmem_map_lookup(client->targets, &destination);
    connect_attempt *attempt;

    if (target == NULL && after_burst && may_be_apparent(destination, client->burst_flow))
        target = target_of(client, destination);
    if (target == NULL)
        return;
    attempt = connect_add(pinfo, client->burst_flow, source, destination, sequence);
    if (attempt == NULL)
        return; /* a retransmission */
    attempt->target = target;
    if (after_burst)
        note_attempt(pinfo, client, target);
    else
        target->strays++;
    flow_evidence_changed();
}

/* Whoever it was that connected: something listens there. */
static void
note_answer(endpoint where)
{
    silent_target *target = (silent_target *)wmem_map_lookup(targets, &where);

    for (; target != NULL; target = target->next_there) {
        if (!target->has_answered)
            flow_evidence_changed();
        target->has_answered = true;
    }
}

static void
note_talker(endpoint source)
{
    endpoint *talker;

    source.port = 0;
    if (wmem_map_contains(talkers, &source) || wmem_map_size(talkers) >= TALKER_ROOM)
        return;
    talker = (endpoint *)wmem_memdup(wmem_file_scope(), &source, sizeof source);
    wmem_map_insert(talkers, talker, talker);
    flow_evidence_changed();
}

void
encrypted_note_segment(packet_info *pinfo, endpoint source, endpoint destination, const tcp_segment *segment)
{
    watched_client *client = client_at(segment->is_syn ? source.host : destination.host);

    if (segment->is_answer)
        note_answer(source);
    if (client == NULL)
        return;
    if (segment->is_syn)
        note_syn(pinfo, client, source, destination, segment->sequence);
    else if (!segment->is_reset)
        note_talker(source);
}

bool
encrypted_wants_datagrams(void)
{
    return wmem_map_size(targets) > 0;
}

void
encrypted_note_datagram(endpoint source, endpoint destination)
{
    if (client_at(destination.host) != NULL)
        note_talker(source);
}

static bool
is_talking(host_address host)
{
    endpoint key = {.host = host};

    return wmem_map_size(talkers) >= TALKER_ROOM || wmem_map_contains(talkers, &key);
}

static bool
is_pattern(const expressway_flow *flow, const silent_target *target)
{
    return target->times >= 2 && target->strays < target->times && !target->has_answered &&
           (host_address_equals(target->where.host, flow->server.host) ||
            (!target->host_talks && !is_talking(target->where.host)));
}

const silent_target *
encrypted_judge(const expressway_flow *flow, verdict *value)
{
    wmem_list_frame_t *at = flow->targets != NULL ? wmem_list_head(flow->targets) : NULL;
    const silent_target *found = NULL;

    /* Only C's side sees where C goes. At E's side, seen through static NAT, the same SYNs arrive at E. */
    if (at == NULL || !encrypted_may_tell(flow) || flow_vantage_of(flow) == VANTAGE_EXPRESSWAY_E ||
        !configuration_is_client_port(flow->client.port) || wmem_list_count(flow->targets) > FLOW_TARGETS ||
        client_at(flow->client.host)->targets_not_kept > 0)
        return NULL;
    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const silent_target *target = (const silent_target *)wmem_list_frame_data(at);

        if (!is_pattern(flow, target))
            continue;
        if (found != NULL)
            return NULL; /* E takes C for one address, not for two */
        found = target;
    }
    if (found != NULL)
        *value = host_address_equals(found->where.host, flow->server.host) ? VERDICT_NAT_REFLECTED
                                                                           : VERDICT_SOURCE_TRANSLATED;
    return found;
}
