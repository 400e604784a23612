/* flow-json.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-json.h"

#include "connection.h"
#include "json-member.h"

#include "../capture/consequence/service.h"
#include "../capture/judgement.h"
#include "../capture/leg/leg.h"
#include "../capture/leg/vantage.h"
#include "../capture/summary.h"
#include "../capture/value-names.h"
#include "../finding/client-address.h"

static void
service_object(json_dumper *json, const expressway_service *service)
{
    verdict_answer judged = {.verdict = VERDICT_UNDETERMINED};
    nstime_t taken;

    if (service->claim != NULL)
        judged = judgement_of(service->flow, service->claim);
    json_dumper_begin_object(json);
    json_member_number(json, "frame", service->request_frame);
    json_member_text(json, "apparent", service->claim != NULL ? service->claim->text : NULL);
    json_member_text(json, "verdict", verdict_name(judged.verdict));
    json_member_number(json, "response_frame", service->response_frame);
    json_member_number(json, "status", service->status);
    json_dumper_set_member_name(json, "time");
    if (service->response_frame != 0) {
        nstime_delta(&taken, &service->response_time, &service->request_time);
        json_dumper_value_anyf(json, "%.9f", nstime_to_sec(&taken));
    } else
        json_dumper_value_anyf(json, "null");
    json_member_number(json, "register_frame", service->register_frame);
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
    json_member_number(json, "frame", attempt->syn_frame);
    json_member_number(json, "service_frame", attempt->service != NULL ? attempt->service->request_frame : 0);
    json_member_text(json, "source", endpoint_format(attempt->source, end));
    json_member_text(json, "destination", endpoint_format(attempt->destination, end));
    json_member_text(json, "outcome", connect_outcome_name(attempt->outcome));
    json_dumper_end_object(json);
}

static void
connects_member(json_dumper *json, expressway_flow *flow)
{
    wmem_list_frame_t *at =
        flow->details->connects.list != NULL ? wmem_list_head(flow->details->connects.list) : NULL;

    json_dumper_set_member_name(json, "connects");
    json_dumper_begin_array(json);
    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if (connection_tells(attempt))
            connect_object(json, attempt);
    }
    json_dumper_end_array(json);
}

/* The latest claim of that kind. */
static const flow_claim *
latest_claim(const expressway_flow *flow, bool of_route)
{
    const flow_claim *latest = NULL;

    for (guint i = 0;
         flow->details->claims.list != NULL && i < wmem_array_get_count(flow->details->claims.list); i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(flow->details->claims.list, i);

        if ((of_route ? one->route_frame : one->received_frame) != 0 &&
            (latest == NULL || one->last_frame > latest->last_frame))
            latest = one;
    }
    return flow->sip.is_expressway ? latest : NULL;
}

/* The finding on which the flow's verdict rests; its reasons are the flow's. */
static const finding *
deciding(wmem_array_t *found, const flow_summary *summary, const flow_claim *claim)
{
    const finding *chosen = NULL;

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        if (one->is_of_address && one->claim == claim &&
            (chosen == NULL || (one->of == summary->verdict && one->sure == summary->confidence)))
            chosen = one;
    }
    return chosen;
}

static void
judgement_members(wmem_allocator_t *scratch, json_dumper *json, const expressway_flow *flow,
                  const flow_summary *summary, const flow_claim *claim, wmem_array_t *found)
{
    judged_claim about = {.flow = flow, .claim = claim};
    wmem_array_t *reasons = NULL;
    char expected[ENDPOINT_TEXT_SIZE];

    if (summary->decided_by == NULL && (summary->by_configuration || summary->vain != NULL)) {
        const finding *one = deciding(found, summary, NULL);

        reasons = one != NULL ? one->why : NULL;
    } else if (claim != NULL) {
        about.judged = judgement_of(flow, claim);
        about.is_route = claim->route_frame != 0;
        about.frame = about.is_route ? claim->route_frame : claim->received_frame;
        reasons = client_address_reasons(scratch, &about);
    }
    json_member_text(json, "expected",
                     about.judged.has_expected ? endpoint_format(about.judged.expected, expected) : NULL);
    json_member_texts(json, "evidence", reasons);
}

/* Keys, each once. */
static void
findings_member(json_dumper *json, wmem_array_t *found)
{
    const finding_kind *last = NULL;

    json_dumper_set_member_name(json, "findings");
    json_dumper_begin_array(json);
    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        if (one->kind != last)
            json_dumper_value_string(json, one->kind->key);
        last = one->kind;
    }
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
    peer = leg_peer_of(pair, flow, &frame);
    json_dumper_begin_object(json);
    json_dumper_set_member_name(json, "peer_flow");
    json_dumper_value_anyf(json, "%u", peer->number);
    json_member_number(json, "peer_frame", frame);
    json_member_text(json, "source_translation", leg_source_translation(scratch, pair));
    json_member_text(json, "destination_translation", leg_destination_translation(scratch, pair));
    json_member_text(json, "paired_by", leg_pairing_name(pair->paired_by));
    json_dumper_set_member_name(json, "clock_offset");
    if (pair->has_offset)
        json_dumper_value_anyf(json, "%.9f", (double)pair->offset / 1e9);
    else
        json_dumper_value_anyf(json, "null");
    json_dumper_end_object(json);
}

static void
flow_members(wmem_allocator_t *scratch, json_dumper *json, expressway_flow *flow, wmem_array_t *found)
{
    const flow_summary *summary = summary_of(flow);
    const flow_claim *route = latest_claim(flow, true);
    const flow_claim *received = latest_claim(flow, false);
    const flow_claim *claim = summary->decided_by != NULL ? summary->decided_by
                              : route != NULL             ? route
                                                          : received;

    json_member_text(json, "vantage", val_to_str_const(vantage_of(flow), expressway_vantages, "unknown"));
    json_member_text(json, "verdict", verdict_name(summary->verdict));
    json_member_text(json, "confidence", confidence_name(summary->confidence));
    json_member_text(json, "apparent", route != NULL ? route->text : NULL);
    judgement_members(scratch, json, flow, summary, claim, found);
    services_member(json, flow);
    json_member_text(json, "received", received != NULL ? received->text : NULL);
    connects_member(json, flow);
    leg_member(scratch, json, flow);
    findings_member(json, found);
}

void
flow_json_write(FILE *out, wmem_allocator_t *scratch, expressway_flow *flow)
{
    json_dumper json = {.output_file = out};
    wmem_array_t *found = findings_of_flow(scratch, flow);

    json_dumper_begin_object(&json);
    json_member_text(&json, "type", "flow");
    json_dumper_set_member_name(&json, "flow");
    json_dumper_value_anyf(&json, "%u", flow->number);
    json_member_text(&json, "client", flow_end_text(scratch, flow->client));
    json_member_text(&json, "server", flow_end_text(scratch, flow->server));
    json_member_text(&json, "client_name", flow->said.client_name);
    json_member_text(&json, "server_name", flow->said.server_name);
    json_member_time(&json, "first_time", !nstime_is_zero(&flow->first_time), &flow->first_time);
    json_member_time(&json, "last_time", !nstime_is_zero(&flow->last_time), &flow->last_time);
    flow_members(scratch, &json, flow, found);
    if (flow->services.not_kept > 0)
        json_member_number(&json, "services_not_kept", flow->services.not_kept);
    if (flow->details->connects.not_kept > 0)
        json_member_number(&json, "connects_not_kept", flow->details->connects.not_kept);
    if (flow->details->claims.not_kept > 0)
        json_member_number(&json, "claims_not_kept", flow->details->claims.not_kept);
    if (flow->sip.remarkable_not_kept > 0)
        json_member_number(&json, "findings_not_kept", flow->sip.remarkable_not_kept);
    json_dumper_end_object(&json);
    json_dumper_finish(&json);
}
