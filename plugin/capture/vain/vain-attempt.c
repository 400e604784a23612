/* vain-attempt.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-attempt.h"

#include "../consequence/connect.h"
#include "../generation.h"
#include "past-traffic.h"
#include "vain-match.h"
#include "vain-series.h"
#include "vain-target.h"

void
vain_attempt_register(void)
{
    watched_client_register();
    vain_target_register();
}

expressway_flow *
vain_attempt_flow(host_address host, const packet_info *pinfo)
{
    const watched_client *client = watched_client_at(host);
    expressway_flow *flow;
    gint64 delay;

    for (guint i = 0; client != NULL && (flow = watched_client_bursting(client, i)) != NULL; i++) {
        if (flow_is_unread(flow) && burst_precedes(flow, pinfo, &delay))
            return flow;
    }
    return NULL;
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

void
vain_attempt_note_syn(packet_info *pinfo, endpoint source, endpoint destination, guint32 sequence)
{
    watched_client *client = watched_client_at(source.host);
    expressway_flow *latest = vain_attempt_flow(source.host, pinfo);
    vain_target *target = vain_target_of(client, destination);
    connect_attempt *attempt = NULL;
    expressway_flow *flow;

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
    for (guint i = 0; (flow = watched_client_bursting(client, i)) != NULL; i++) {
        vain_match *match;
        gint64 delay;

        if (!flow_is_unread(flow) || !burst_precedes(flow, pinfo, &delay) ||
            endpoint_equal(&destination, &flow->server))
            continue;
        match = vain_match_of(flow, target);
        if (match != NULL)
            vain_match_note_syn(pinfo, match, delay);
    }
    vain_target_count_syn(pinfo, target);
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
            vain_target_set_answered(match->target);
        matches[count++] = match;
    }
    if (count > 0)
        vain_series_weigh(flow);
    return count;
}

void
vain_attempt_note_answer(endpoint where, host_address client)
{
    vain_target_note_answer(where, watched_client_at(client));
}
