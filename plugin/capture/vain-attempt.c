/* vain-attempt.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-attempt.h"

#include "connect.h"
#include "judgement.h"
#include "past-traffic.h"

/* What is known of one client's host. The tables are made when they are needed. */
typedef struct {
    endpoint host;                                  /* port 0 */
    expressway_flow *bursting[VAIN_BURSTING_FLOWS]; /* the latest first */
    wmem_map_t *targets;                            /* endpoint * -> vain_target * */
    wmem_list_t *latest;                            /* vain_target *, the oldest first */
    wmem_map_t *series;                             /* endpoint * (port 0) -> vain_series * */
} watched_client;

static wmem_map_t *clients; /* endpoint * (port 0) -> watched_client * */
static wmem_map_t *matched; /* endpoint * -> vain_target *, of all clients */

void
vain_attempt_register(void)
{
    clients = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
    matched = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
}

bool
vain_attempt_is_watching(void)
{
    return wmem_map_size(clients) > 0;
}

bool
vain_attempt_has_matches(void)
{
    return wmem_map_size(matched) > 0;
}

static watched_client *
client_at(host_address host)
{
    endpoint key = {.host = host};

    return (watched_client *)wmem_map_lookup(clients, &key);
}

bool
vain_attempt_is_watched(host_address client)
{
    return client_at(client) != NULL;
}

void
vain_attempt_watch(host_address host)
{
    watched_client *client;

    if (client_at(host) != NULL)
        return;
    client = wmem_new0(wmem_file_scope(), watched_client);
    client->host.host = host;
    wmem_map_insert(clients, &client->host, client);
}

void
vain_attempt_note_burst(expressway_flow *flow)
{
    watched_client *client = client_at(flow->client.host);
    guint at = 0;

    if (client == NULL)
        return;
    while (at < VAIN_BURSTING_FLOWS - 1 && client->bursting[at] != flow)
        at++;
    for (; at > 0; at--)
        client->bursting[at] = client->bursting[at - 1];
    client->bursting[0] = flow;
}

expressway_flow *
vain_attempt_flow(host_address host, const packet_info *pinfo)
{
    const watched_client *client = client_at(host);
    gint64 delay;

    for (guint i = 0; client != NULL && i < VAIN_BURSTING_FLOWS && client->bursting[i] != NULL; i++) {
        if (flow_is_unread(client->bursting[i]) && burst_precedes(client->bursting[i], pinfo, &delay))
            return client->bursting[i];
    }
    return NULL;
}

static vain_series *
series_of(watched_client *client, host_address host)
{
    endpoint key = {.host = host};
    vain_series *series = (vain_series *)wmem_map_lookup(client->series, &key);

    if (series != NULL || wmem_map_size(client->series) >= VAIN_SERIES_ROOM)
        return series;
    series = wmem_new0(wmem_file_scope(), vain_series);
    series->host = key;
    wmem_map_insert(client->series, &series->host, series);
    return series;
}

/* The oldest that no flow has matched goes. */
static void
make_room(watched_client *client)
{
    wmem_list_frame_t *oldest = wmem_list_head(client->latest);
    vain_target *target = (vain_target *)wmem_list_frame_data(oldest);

    wmem_list_remove_frame(client->latest, oldest);
    if (target->matches != NULL)
        return;
    wmem_map_remove(client->targets, &target->where);
    wmem_free(wmem_file_scope(), target);
}

static vain_target *
target_of(watched_client *client, endpoint where)
{
    vain_target *target;

    if (client->targets == NULL) {
        client->targets = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
        client->series = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
        client->latest = wmem_list_new(wmem_file_scope());
    }
    target = (vain_target *)wmem_map_lookup(client->targets, &where);
    if (target != NULL)
        return target;
    if (wmem_list_count(client->latest) >= VAIN_TARGET_ROOM)
        make_room(client);
    target = wmem_new0(wmem_file_scope(), vain_target);
    target->where = where;
    target->series = series_of(client, where.host);
    if (target->series != NULL)
        target->series->tried++;
    wmem_map_insert(client->targets, &target->where, target);
    wmem_list_append(client->latest, target);
    return target;
}

static void
leave_series(expressway_flow *flow)
{
    flow_vain *vain = flow->vain;

    if (vain->series == NULL)
        return;
    vain->series->connections--;
    if (--vain->in_series->target->members == 0)
        vain->series->addresses--;
    burst_leave(flow);
    vain->series = NULL;
    vain->in_series = NULL;
}

static void
join_series(expressway_flow *flow, const vain_match *match)
{
    flow_vain *vain = flow->vain;
    vain_series *series = match->target->series;

    if (series == NULL)
        return;
    if (series->connections == 0)
        series->server = flow->server.host;
    if (!host_address_equals(series->server, flow->server.host))
        return;
    series->connections++;
    if (match->target->members++ == 0)
        series->addresses++;
    burst_join(flow, &series->tally);
    vain->series = series;
    vain->in_series = match;
}

/* The only address at the server's host, or else at another, that this flow alone has, or that it has among
 * others. With two, one is something else. */
static const vain_match *
only_match(const flow_vain *vain, host_address server, bool at_server, bool alone)
{
    const vain_match *found = NULL;

    for (guint i = 0; i < vain->count; i++) {
        const vain_match *match = vain->matches[i];
        const vain_target *target = match->target;
        bool is_alone = target->matches == match && match->next == NULL;

        if (match->times == 0 || target->has_answered || (alone && !is_alone) ||
            host_address_equals(target->where.host, server) != at_server)
            continue;
        if (found != NULL)
            return NULL;
        found = match;
    }
    return found;
}

/* A translated port may come again on a later connection. But where one address is the flow's own and others
 * have the other too, that is something else: a service that is down. */
static const vain_match *
match_for_series(const expressway_flow *flow)
{
    const vain_match *match = NULL;

    for (guint i = 0; match == NULL && i < 4; i++)
        match = only_match(flow->vain, flow->server.host, i % 2 == 0, i < 2);
    return match;
}

/* What the flow adds to a series is made anew. */
static void
weigh(expressway_flow *flow)
{
    flow_vain *vain = flow->vain;
    const vain_match *match = match_for_series(flow);

    if (match == NULL || match != vain->in_series) {
        leave_series(flow);
        if (match != NULL && !vain->scans)
            join_series(flow, match);
    }
    if (vain->series != NULL)
        vain->series->longest_delay = MAX(vain->series->longest_delay, match->longest_delay);
}

static void
set_answered(vain_target *target)
{
    if (target->has_answered)
        return;
    target->has_answered = true;
    if (target->series != NULL) {
        target->series->tried--;
        target->series->syns -= target->syns;
    }
    flow_evidence_changed();
    for (vain_match *match = target->matches; match != NULL; match = match->next)
        weigh(match->flow);
}

/* A place for one more match; those that have been answered give theirs. */
static bool
has_room(flow_vain *vain)
{
    guint8 kept = 0;

    if (vain->count < VAIN_MATCH_ROOM)
        return true;
    for (guint i = 0; i < vain->count; i++) {
        if (!vain->matches[i]->target->has_answered)
            vain->matches[kept++] = vain->matches[i];
    }
    vain->count = kept;
    return vain->count < VAIN_MATCH_ROOM;
}

static vain_match *
match_of(expressway_flow *flow, vain_target *target)
{
    vain_match *match;

    if (flow->vain == NULL)
        flow->vain = wmem_new0(wmem_file_scope(), flow_vain);
    for (guint i = 0; i < flow->vain->count; i++) {
        if (flow->vain->matches[i]->target == target)
            return flow->vain->matches[i];
    }
    if (target->has_answered)
        return NULL;
    if (!has_room(flow->vain)) {
        flow->vain->scans = true;
        return NULL;
    }
    match = wmem_new0(wmem_file_scope(), vain_match);
    match->target = target;
    match->flow = flow;
    if (target->last_time < flow->bursts->first)
        match->before = target->syns;
    if (target->matches == NULL) {
        target->next_there = (vain_target *)wmem_map_lookup(matched, &target->where);
        wmem_map_insert(matched, &target->where, target);
    }
    match->next = target->matches;
    target->matches = match;
    flow->vain->matches[flow->vain->count++] = match;
    /* Until now the other flow had the address for itself. */
    if (match->next != NULL && match->next->next == NULL)
        weigh(match->next->flow);
    return match;
}

static void
note_pending(const packet_info *pinfo, vain_match *match, gint64 delay)
{
    guint32 number = match->times + match->pending;

    if (number < VAIN_SYNS_KEPT)
        match->syns[number] = pinfo->num;
    match->pending++;
    match->longest_delay = MAX(match->longest_delay, delay);
}

static bool
is_retransmission(vain_target *target, endpoint source, guint32 sequence)
{
    if (target->last_port == source.port && target->last_sequence == sequence)
        return true;
    target->last_port = source.port;
    target->last_sequence = sequence;
    return false;
}

static void
count_syn(const packet_info *pinfo, vain_target *target)
{
    target->syns++;
    target->last_time = burst_time(pinfo);
    if (target->series != NULL && !target->has_answered)
        target->series->syns++;
}

void
vain_attempt_note_syn(packet_info *pinfo, endpoint source, endpoint destination, guint32 sequence)
{
    watched_client *client = client_at(source.host);
    expressway_flow *latest = vain_attempt_flow(source.host, pinfo);
    vain_target *target = target_of(client, destination);
    connect_attempt *attempt = NULL;

    if (is_retransmission(target, source, sequence))
        return;
    if (latest == NULL && target->matches != NULL)
        latest = target->matches->flow;
    if (latest != NULL) {
        attempt = connect_add(pinfo, latest, source, destination, sequence);
        if (attempt == NULL)
            return;
        attempt->is_in_vain = true;
        flow_evidence_changed();
    }
    for (guint i = 0; i < VAIN_BURSTING_FLOWS && client->bursting[i] != NULL; i++) {
        expressway_flow *flow = client->bursting[i];
        vain_match *match;
        gint64 delay;

        if (!flow_is_unread(flow) || !burst_precedes(flow, pinfo, &delay) ||
            endpoint_equal(&destination, &flow->server))
            continue;
        match = match_of(flow, target);
        if (match != NULL)
            note_pending(pinfo, match, delay);
    }
    count_syn(pinfo, target);
}

guint
vain_attempt_note_data(expressway_flow *flow, vain_match *matches[VAIN_MATCH_ROOM])
{
    guint count = 0;

    for (guint i = 0; flow->vain != NULL && i < flow->vain->count; i++) {
        vain_match *match = flow->vain->matches[i];

        match->until = match->target->syns;
        if (match->pending == 0)
            continue;
        match->times += match->pending;
        match->pending = 0;
        if (past_traffic_answered(match->target->where))
            set_answered(match->target);
        matches[count++] = match;
    }
    if (count > 0)
        weigh(flow);
    return count;
}

void
vain_attempt_note_answer(endpoint where, host_address host)
{
    watched_client *client = client_at(host);
    vain_target *target = (vain_target *)wmem_map_lookup(matched, &where);

    for (; target != NULL; target = target->next_there)
        set_answered(target);
    target = client != NULL && client->targets != NULL
                 ? (vain_target *)wmem_map_lookup(client->targets, &where)
                 : NULL;
    if (target != NULL)
        set_answered(target);
}
