/* report-json.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-json.h"

#include "../show/leg-tree.h"
#include "../show/values.h"
#include "../show/wording.h"

#include "../capture/consequence/connect.h"
#include "../capture/judgement.h"
#include "../capture/consequence/service.h"
#include "../capture/summary.h"
#include "../capture/leg/leg.h"
#include "../capture/leg/vantage.h"

#include <wsutil/json_dumper.h>

#include <stdio.h>

static void
text_member(json_dumper *json, const char *name, const char *text)
{
    json_dumper_set_member_name(json, name);
    json_dumper_value_string(json, text);
}

/* Absent numbers are null: there is no frame 0, and no status 0. */
static void
number_member(json_dumper *json, const char *name, guint32 frame)
{
    json_dumper_set_member_name(json, name);
    if (frame != 0)
        json_dumper_value_anyf(json, "%u", frame);
    else
        json_dumper_value_anyf(json, "null");
}

static void
service_object(json_dumper *json, const expressway_service *service)
{
    verdict_answer judged = {.verdict = VERDICT_UNDETERMINED};
    nstime_t taken;

    if (service->claim != NULL)
        judged = judgement_of(service->flow, service->claim);
    json_dumper_begin_object(json);
    number_member(json, "frame", service->request_frame);
    text_member(json, "apparent", service->claim != NULL ? service->claim->text : NULL);
    text_member(json, "verdict", verdict_name(judged.verdict));
    number_member(json, "response_frame", service->response_frame);
    number_member(json, "status", service->status);
    json_dumper_set_member_name(json, "time");
    if (service->response_frame != 0) {
        nstime_delta(&taken, &service->response_time, &service->request_time);
        json_dumper_value_anyf(json, "%.9f", nstime_to_sec(&taken));
    } else
        json_dumper_value_anyf(json, "null");
    number_member(json, "register_frame", service->register_frame);
    json_dumper_end_object(json);
}

static void
services_member(json_dumper *json, const expressway_flow *flow)
{
    bool is_told = flow->sip.is_expressway && flow->services.list != NULL;
    wmem_list_frame_t *at = is_told ? wmem_list_head(flow->services.list) : NULL;

    json_dumper_set_member_name(json, "services");
    json_dumper_begin_array(json);
    for (; at != NULL; at = wmem_list_frame_next(at))
        service_object(json, (const expressway_service *)wmem_list_frame_data(at));
    json_dumper_end_array(json);
}

static void
connect_object(json_dumper *json, const connect_attempt *attempt)
{
    char end[ENDPOINT_TEXT_SIZE];

    json_dumper_begin_object(json);
    number_member(json, "frame", attempt->syn_frame);
    number_member(json, "service_frame", attempt->service != NULL ? attempt->service->request_frame : 0);
    text_member(json, "source", endpoint_format(attempt->source, end));
    text_member(json, "destination", endpoint_format(attempt->destination, end));
    text_member(json, "outcome", connect_outcome_name(attempt->outcome));
    json_dumper_end_object(json);
}

static void
connects_member(json_dumper *json, expressway_flow *flow)
{
    wmem_list_frame_t *at = flow->connects.list != NULL ? wmem_list_head(flow->connects.list) : NULL;
    const flow_summary *summary = summary_of(flow);

    json_dumper_set_member_name(json, "connects");
    json_dumper_begin_array(json);
    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if ((attempt->service != NULL && flow->sip.is_expressway) || summary_tells(summary, attempt))
            connect_object(json, attempt);
    }
    json_dumper_end_array(json);
}

/* The latest claim of the kind: what E says now. */
static const flow_claim *
latest_claim(const expressway_flow *flow, bool of_route)
{
    const flow_claim *latest = NULL;

    for (guint i = 0; flow->claims.list != NULL && i < wmem_array_get_count(flow->claims.list); i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(flow->claims.list, i);

        if ((of_route ? one->route_frame : one->received_frame) != 0 &&
            (latest == NULL || one->last_frame > latest->last_frame))
            latest = one;
    }
    return flow->sip.is_expressway ? latest : NULL;
}

static void
judgement_members(wmem_allocator_t *scratch, json_dumper *json, const expressway_flow *flow,
                  const flow_summary *summary, const flow_claim *claim)
{
    verdict_answer judged = {.verdict = VERDICT_UNDETERMINED};
    wmem_array_t *reasons = NULL;
    char expected[ENDPOINT_TEXT_SIZE];

    if (summary->decided_by == NULL && (summary->by_configuration || summary->vain != NULL))
        reasons = wording_encrypted_evidence(scratch, flow, summary);
    else if (claim != NULL) {
        judged = judgement_of(flow, claim);
        reasons = wording_evidence(scratch, flow, claim, &judged, claim->route_frame != 0,
                                   claim->route_frame != 0 ? claim->route_frame : claim->received_frame);
    }
    text_member(json, "expected", judged.has_expected ? endpoint_format(judged.expected, expected) : NULL);
    json_dumper_set_member_name(json, "evidence");
    json_dumper_begin_array(json);
    for (guint i = 0; reasons != NULL && i < wmem_array_get_count(reasons); i++)
        json_dumper_value_string(json, *(char **)wmem_array_index(reasons, i));
    json_dumper_end_array(json);
}

static void
leg_member(wmem_allocator_t *scratch, json_dumper *json, const expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);
    const expressway_flow *peer;
    guint32 frame;

    json_dumper_set_member_name(json, "leg");
    if (pair == NULL) {
        json_dumper_value_anyf(json, "null");
        return;
    }
    peer = leg_tree_peer(pair, flow, &frame);
    json_dumper_begin_object(json);
    json_dumper_set_member_name(json, "peer_flow");
    json_dumper_value_anyf(json, "%u", peer->number);
    number_member(json, "peer_frame", frame);
    text_member(json, "source_translation", leg_tree_source_translation(scratch, pair));
    text_member(json, "destination_translation", leg_tree_destination_translation(scratch, pair));
    text_member(json, "paired_by", leg_pairing_name(pair->paired_by));
    json_dumper_set_member_name(json, "clock_offset");
    if (pair->has_offset)
        json_dumper_value_anyf(json, "%.9f", (double)pair->offset / 1e9);
    else
        json_dumper_value_anyf(json, "null");
    json_dumper_end_object(json);
}

void
report_json_flow(wmem_allocator_t *scratch, expressway_flow *flow)
{
    json_dumper json = {.output_file = stdout};
    const flow_summary *summary = summary_of(flow);
    const flow_claim *route = latest_claim(flow, true);
    const flow_claim *received = latest_claim(flow, false);
    const flow_claim *claim = summary->decided_by != NULL ? summary->decided_by
                              : route != NULL             ? route
                                                          : received;

    json_dumper_begin_object(&json);
    json_dumper_set_member_name(&json, "flow");
    json_dumper_value_anyf(&json, "%u", flow->number);
    text_member(&json, "client", flow->client_text);
    text_member(&json, "server", flow->server_text);
    text_member(&json, "vantage", val_to_str_const(vantage_of(flow), expressway_vantages, "unknown"));
    text_member(&json, "verdict", verdict_name(summary->verdict));
    text_member(&json, "confidence", confidence_name(summary->confidence));
    text_member(&json, "apparent", route != NULL ? route->text : NULL);
    judgement_members(scratch, &json, flow, summary, claim);
    services_member(&json, flow);
    text_member(&json, "received", received != NULL ? received->text : NULL);
    connects_member(&json, flow);
    leg_member(scratch, &json, flow);
    if (flow->services.not_kept > 0)
        number_member(&json, "services_not_kept", flow->services.not_kept);
    if (flow->connects.not_kept > 0)
        number_member(&json, "connects_not_kept", flow->connects.not_kept);
    json_dumper_end_object(&json);
    json_dumper_finish(&json);
}
