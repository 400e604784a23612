/* vain-match.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-match.h"

#include "../generation.h"
#include "vain-series.h"
#include "vain-target.h"

#include <string.h>

/* A single attempt may be chance. Drops the oldest match with one attempt whose target was tried at most
 * that often, whether after this flow's bursts or not. */
static bool
forget_oldest(expressway_flow *flow, guint32 tried)
{
    flow_vain *vain = flow->vain;

    for (guint i = 0; i < vain->count; i++) {
        vain_match *match = vain->matches[i];

        if (match->times + match->pending > 1 || match->target->syns > tried || !vain_target_unlink(match))
            continue;
        vain->count--;
        memmove(&vain->matches[i], &vain->matches[i + 1], (vain->count - i) * sizeof(vain_match *));
        if (vain->in_series == match)
            vain_series_weigh(flow);
        vain_target_release(match->target, flow->client.host);
        wmem_free(wmem_file_scope(), match);
        generation_raise();
        return true;
    }
    return false;
}

/* Makes room for one more match. Those that have been answered are dropped first. */
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

vain_match *
vain_match_of(expressway_flow *flow, vain_target *target)
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
    vain_target_link(match);
    flow->vain->matches[flow->vain->count++] = match;
    /* Until now, only the other flow had this address. */
    if (match->next != NULL && match->next->next == NULL)
        vain_series_weigh(match->next->flow);
    return match;
}

void
vain_match_note_syn(const packet_info *pinfo, vain_match *match, gint64 delay)
{
    guint32 number = match->times + match->pending;

    if (number < VAIN_SYNS_KEPT)
        match->syns[number] = pinfo->num;
    match->pending++;
    match->longest_delay = MAX(match->longest_delay, delay);
}
