/* vain-series.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vain-series.h"

static void
leave(expressway_flow *flow)
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
join(expressway_flow *flow, const vain_match *match)
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

/* The only address at the server's host (at_server), or at other hosts, that this flow alone has (alone),
 * or that others may have too. NULL if there are two: one of them has another reason. */
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

/* A later connection may get the same translated port again. But if the flow has one address alone and
 * shares another with other flows, the shared one is probably a service that is down. */
static const vain_match *
match_for_series(const expressway_flow *flow)
{
    const vain_match *match = NULL;

    for (guint i = 0; match == NULL && i < 4; i++)
        match = only_match(flow->vain, flow->server.host, i % 2 == 0, i < 2);
    return match;
}

/* Computes again what the flow adds to a series. */
void
vain_series_weigh(expressway_flow *flow)
{
    flow_vain *vain = flow->vain;
    const vain_match *match = match_for_series(flow);

    if (match == NULL || match != vain->in_series) {
        leave(flow);
        if (match != NULL && !vain->scans)
            join(flow, match);
    }
    if (vain->series != NULL)
        vain->series->longest_delay = MAX(vain->series->longest_delay, match->longest_delay);
}
