/* vain-target.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-target.h"

#include "../frame/frame.h"
#include "../generation.h"
#include "vain-series.h"

/* How many of a target's matches, and of the clients that try the same address, are searched. */
#define LOOKED_THROUGH 64

static wmem_map_t *matched; /* endpoint * -> vain_target *, of all clients */

void
vain_target_register(void)
{
    matched = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
}

static vain_series *
series_of(watched_more *more, host_address host)
{
    endpoint key = {.host = host};
    vain_series *series = (vain_series *)wmem_map_lookup(more->series, &key);

    if (series != NULL || wmem_map_size(more->series) >= VAIN_SERIES_ROOM)
        return series;
    series = wmem_new0(wmem_file_scope(), vain_series);
    series->host = key;
    wmem_map_insert(more->series, &series->host, series);
    return series;
}

static void
list_target(watched_more *more, vain_target *target)
{
    wmem_list_append(more->latest, target);
    target->is_listed = true;
}

/* Drops the oldest. If a flow has matched it, it is only taken off the list. */
static void
make_room(watched_more *more)
{
    wmem_list_frame_t *oldest = wmem_list_head(more->latest);
    vain_target *target = (vain_target *)wmem_list_frame_data(oldest);

    wmem_list_remove_frame(more->latest, oldest);
    target->is_listed = false;
    if (target->is_matched)
        return;
    wmem_map_remove(more->targets, &target->where);
    wmem_free(wmem_file_scope(), target);
}

vain_target *
vain_target_of(watched_client *client, endpoint where)
{
    watched_more *more = watched_client_more(client);
    vain_target *target;

    if (more->targets == NULL) {
        more->targets = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
        more->series = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
        more->latest = wmem_list_new(wmem_file_scope());
    }
    target = (vain_target *)wmem_map_lookup(more->targets, &where);
    if (target != NULL)
        return target;
    while (wmem_list_count(more->latest) >= VAIN_TARGET_ROOM)
        make_room(more);
    target = wmem_new0(wmem_file_scope(), vain_target);
    target->where = where;
    target->series = series_of(more, where.host);
    if (target->series != NULL)
        target->series->tried++;
    wmem_map_insert(more->targets, &target->where, target);
    list_target(more, target);
    return target;
}

void
vain_target_set_answered(vain_target *target)
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

void
vain_target_link(vain_match *match)
{
    vain_target *target = match->target;

    if (!target->is_matched) {
        target->is_matched = true;
        target->is_told = false;
        target->next_there = (vain_target *)wmem_map_lookup(matched, &target->where);
        wmem_map_insert(matched, &target->where, target);
    }
    match->next = target->matches;
    target->matches = match;
}

bool
vain_target_unlink(const vain_match *match)
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

/* Removes the target from those that are looked up when an address answers. False if too many clients try
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

void
vain_target_release(vain_target *target, host_address client)
{
    if (target->matches != NULL || !unlink_target(target))
        return;
    target->next_there = NULL;
    target->is_matched = false;
    if (!target->is_listed)
        list_target(watched_client_more(watched_client_at(client)), target);
}

void
vain_target_count_syn(const packet_info *pinfo, vain_target *target)
{
    target->syns++;
    target->last_time = frame_nanoseconds(pinfo);
    if (target->series != NULL && !target->has_answered)
        target->series->syns++;
}

void
vain_target_note_answer(endpoint where, const watched_client *client)
{
    vain_target *target = (vain_target *)wmem_map_lookup(matched, &where);

    /* Each is told once, however often the address answers: new ones are put before these. */
    for (; target != NULL && !target->is_told; target = target->next_there) {
        vain_target_set_answered(target);
        target->is_told = true;
    }
    target = client != NULL && client->more != NULL && client->more->targets != NULL
                 ? (vain_target *)wmem_map_lookup(client->more->targets, &where)
                 : NULL;
    if (target != NULL)
        vain_target_set_answered(target);
}
