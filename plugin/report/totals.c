/* totals.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "totals.h"

#include "../capture/consequence/service.h"
#include "../capture/summary.h"

static void
add_users(wmem_map_t *known, totals *all, const expressway_flow *flow)
{
    wmem_list_frame_t *at =
        flow->sip.is_expressway && flow->services.list != NULL ? wmem_list_head(flow->services.list) : NULL;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const expressway_service *service = (const expressway_service *)wmem_list_frame_data(at);
        const char *user = service->user;

        if (service->status < 300 || user == NULL || wmem_map_contains(known, user) ||
            wmem_map_size(known) >= TOTALS_USERS)
            continue;
        wmem_map_insert(known, user, (void *)user);
        wmem_array_append_one(all->users, user);
    }
}

static void
add_time(totals *all, const expressway_flow *flow)
{
    if (flow == NULL || nstime_is_zero(&flow->first_time))
        return;
    if (!all->has_time || nstime_cmp(&flow->first_time, &all->first) < 0)
        all->first = flow->first_time;
    if (!all->has_time || nstime_cmp(&flow->last_time, &all->last) > 0)
        all->last = flow->last_time;
    all->has_time = true;
}

static void
add_verdict(totals *all, const connection *one)
{
    const flow_summary *summary = summary_of(one->lead);

    if (!verdict_is_fault(summary->verdict))
        return;
    if (summary->confidence == CONFIDENCE_PROVEN)
        all->proven++;
    else
        all->probable++;
}

totals
totals_of(wmem_allocator_t *allocator, wmem_array_t *connections, const selection *selected)
{
    totals all = {.connections = wmem_array_get_count(connections),
                  .users = wmem_array_new(allocator, sizeof(char *))};
    wmem_map_t *known = wmem_map_new(allocator, wmem_str_hash, g_str_equal);

    for (guint i = 0; i < flow_count(); i++)
        all.flows += selection_has(selected, flow_at(i)) ? 1 : 0;
    for (guint i = 0; i < all.connections; i++) {
        const connection *one = (const connection *)wmem_array_index(connections, i);

        all.pairs += one->other != NULL ? 1 : 0;
        all.services += connection_services(one);
        all.services_failed += connection_services_failed(one);
        all.services_unanswered += connection_services_unanswered(one);
        add_users(known, &all, connection_with_services(one));
        add_verdict(&all, one);
        add_time(&all, one->lead);
        add_time(&all, one->other);
    }
    return all;
}
