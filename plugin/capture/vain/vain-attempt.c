/* vain-attempt.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-attempt.h"

#include "../consequence/connect.h"
#include "../frame/frame.h"
#include "../generation.h"
#include "past-traffic.h"
#include "vain-series.h"

#include <string.h>

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

static void
list_target(watched_client *client, vain_target *target)
{
    wmem_list_append(client->latest, target);
    target->is_listed = true;
}

/* The oldest goes, unless a flow has to do with it. */
static void
make_room(watched_client *client)
{
    wmem_list_frame_t *oldest = wmem_list_head(client->latest);
    vain_target *target = (vain_target *)wmem_list_frame_data(oldest);

    wmem_list_remove_frame(client->latest, oldest);
    target->is_listed = false;
    if (target->is_matched)
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
    while (wmem_list_count(client->latest) >= VAIN_TARGET_ROOM)
        make_room(client);
    target = wmem_new0(wmem_file_scope(), vain_target);
    target->where = where;
    target->series = series_of(client, where.host);
    if (target->series != NULL)
        target->series->tried++;
    wmem_map_insert(client->targets, &target->where, target);
    list_target(client, target);
    return target;
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
    generation_raise();
    for (vain_match *match = target->matches; match != NULL; match = match->next)
        vain_series_weigh(match->flow);
}

/* Of a target's matches, and of the clients that try the same address, so few are looked through. */
#define LOOKED_THROUGH 64

/* Takes the match out of its target's list. False where too many flows share the target. */
static bool
unlink_match(const vain_match *match)
{
    vain_match **place = &match->target->matches;

    for (guint i = 0; i < LOOKED_THROUGH && *place != NULL; i++, place = &(*place)->next) {
        if (*place == match) {
            *place = match->next;
            return true;
        }
    }
    return false;
}

/* Takes the target out of those that are looked up when somebody answers. False where too many clients try
 * the same address. */
static bool
unlink_target(vain_target *target)
{
    vain_target *at = (vain_target *)wmem_map_lookup(matched, &target->where);

    if (at == target) {
        wmem_map_remove(matched, &target->where);
        if (target->next_there != NULL)
            wmem_map_insert(matched, &target->next_there->where, target->next_there);
        return true;
    }
    for (guint i = 0; i < LOOKED_THROUGH && at != NULL; i++, at = at->next_there) {
        if (at->next_there == target) {
            at->next_there = target->next_there;
            return true;
        }
    }
    return false;
}

/* A match of the flow has gone. A target that has no other may be forgotten in its turn. */
static void
release_target(const expressway_flow *flow, vain_target *target)
{
    if (target->matches != NULL || !unlink_target(target))
        return;
    target->next_there = NULL;
    target->is_matched = false;
    if (!target->is_listed)
        list_target(client_at(flow->client.host), target);
}

/* Once is what happens by chance: the oldest match of a target that was tried once goes, or of one that was
 * tried more often, but not after this flow's bursts. */
static bool
forget_oldest(expressway_flow *flow, guint32 tried)
{
    flow_vain *vain = flow->vain;

    for (guint i = 0; i < vain->count; i++) {
        vain_match *match = vain->matches[i];

        if (match->times + match->pending > 1 || match->target->syns > tried || !unlink_match(match))
            continue;
        vain->count--;
        memmove(&vain->matches[i], &vain->matches[i + 1], (vain->count - i) * sizeof(vain_match *));
        if (vain->in_series == match)
            vain_series_weigh(flow);
        release_target(flow, match->target);
        wmem_free(wmem_file_scope(), match);
        generation_raise();
        return true;
    }
    return false;
}

/* A place for one more match; those that have been answered give theirs. */
static bool
has_room(expressway_flow *flow)
{
    flow_vain *vain = flow->vain;
    guint8 kept = 0;

    if (vain->count < VAIN_MATCH_ROOM)
        return true;
    for (guint i = 0; i < vain->count; i++) {
        if (!vain->matches[i]->target->has_answered)
            vain->matches[kept++] = vain->matches[i];
    }
    vain->count = kept;
    return vain->count < VAIN_MATCH_ROOM || forget_oldest(flow, 1) || forget_oldest(flow, G_MAXUINT32);
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
    if (!has_room(flow)) {
        flow->vain->scans = true;
        return NULL;
    }
    match = wmem_new0(wmem_file_scope(), vain_match);
    match->target = target;
    match->flow = flow;
    if (target->last_time < flow->bursts->first)
        match->before = target->syns;
    if (!target->is_matched) {
        target->is_matched = true;
        target->next_there = (vain_target *)wmem_map_lookup(matched, &target->where);
        wmem_map_insert(matched, &target->where, target);
    }
    match->next = target->matches;
    target->matches = match;
    flow->vain->matches[flow->vain->count++] = match;
    /* Until now the other flow had the address for itself. */
    if (match->next != NULL && match->next->next == NULL)
        vain_series_weigh(match->next->flow);
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
    target->last_time = frame_nanoseconds(pinfo);
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
        generation_raise();
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
        vain_series_weigh(flow);
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
