/* statistics.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"

#include "../capture/consequence/connect.h"
#include "../capture/judgement.h"
#include "../capture/consequence/service.h"
#include "../capture/sip-record.h"
#include "../capture/summary.h"
#include "../capture/frame/frame-flow.h"

#include <epan/stats_tree.h>
#include <epan/tap.h>

#define FRAMES "Frames of traversal flows"
#define SERVICES "SERVICE requests"
#define ATTEMPTS "Attempts to connect to an apparent address"

static int tap = -1;

void
statistics_queue(packet_info *pinfo)
{
    tap_queue_packet(tap, pinfo, NULL);
}

static void
count_flow(stats_tree *statistics, wmem_allocator_t *scratch, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    const char *kind = summary->confidence != CONFIDENCE_NONE
                           ? wmem_strdup_printf(scratch, "%s (%s)", verdict_name(summary->verdict),
                                                confidence_name(summary->confidence))
                           : verdict_name(summary->verdict);
    int node = tick_stat_node(statistics, FRAMES, 0, TRUE);

    node = tick_stat_node(statistics, kind, node, TRUE);
    tick_stat_node(
        statistics,
        wmem_strdup_printf(scratch, "Flow %u: %s -> %s", flow->number, flow->client_text, flow->server_text),
        node, FALSE);
}

/* A SERVICE is counted where it is seen and its answer where that is, so that one pass has both. */
static void
count_service(stats_tree *statistics, wmem_allocator_t *scratch, const expressway_service *service,
              bool is_answer)
{
    const char *route =
        service->claim != NULL
            ? wmem_strdup_printf(scratch, "Route %s: %s", service->claim->text,
                                 verdict_name(judgement_of(service->flow, service->claim).verdict))
            : "Route cannot be read";
    int ticks = is_answer ? 0 : 1;
    int node = increase_stat_node(statistics, SERVICES, 0, TRUE, ticks);

    node = increase_stat_node(statistics, route, node, TRUE, ticks);
    if (is_answer)
        tick_stat_node(statistics, wmem_strdup_printf(scratch, "answered %u", service->status), node, FALSE);
}

static void
count_attempt(stats_tree *statistics, const connect_attempt *attempt, bool is_answer)
{
    char destination[ENDPOINT_TEXT_SIZE];
    int ticks = is_answer ? 0 : 1;
    int node = increase_stat_node(statistics, ATTEMPTS, 0, TRUE, ticks);

    node =
        increase_stat_node(statistics, endpoint_format(attempt->destination, destination), node, TRUE, ticks);
    if (is_answer)
        tick_stat_node(statistics, connect_outcome_name(attempt->outcome), node, FALSE);
}

static void
count_services(stats_tree *statistics, const packet_info *pinfo)
{
    for (const sip_record *record = sip_record_first(pinfo->num); record != NULL; record = record->next) {
        if (!record->flow->sip.is_expressway)
            continue;
        if (record->request != NULL && record->request->request_frame == pinfo->num)
            count_service(statistics, pinfo->pool, record->request, false);
        if (record->response != NULL && record->response->response_frame == pinfo->num)
            count_service(statistics, pinfo->pool, record->response, true);
    }
}

static tap_packet_status
count_frame(stats_tree *statistics, packet_info *pinfo, epan_dissect_t *dissected _U_, const void *data _U_,
            tap_flags_t flags _U_)
{
    const connect_attempt *begun = connect_of_syn(pinfo->num);
    const connect_attempt *answered = connect_of_answer(pinfo->num);
    expressway_flow *flow = frame_flow_find(pinfo);

    if (flow != NULL && flow->is_known && !flow->is_declined)
        count_flow(statistics, pinfo->pool, flow);
    count_services(statistics, pinfo);
    if (begun != NULL && begun->syn_frame == pinfo->num)
        count_attempt(statistics, begun, false);
    if (answered != NULL && answered->outcome_frame == pinfo->num)
        count_attempt(statistics, answered, true);
    return TAP_PACKET_REDRAW;
}

static void
begin(stats_tree *statistics)
{
    stats_tree_create_node(statistics, FRAMES, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(statistics, SERVICES, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(statistics, ATTEMPTS, 0, STAT_DT_INT, TRUE);
}

void
statistics_handoff(void)
{
    tap = register_tap(EXPRESSWAY_TAP);
    stats_tree_register_plugin(EXPRESSWAY_TAP, EXPRESSWAY_TAP, "Expressway", 0, count_frame, begin, NULL);
}
