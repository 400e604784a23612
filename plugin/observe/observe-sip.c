/* observe-sip.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-sip.h"

#include "../capture/configuration.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/consequence/service.h"
#include "../capture/evidence.h"
#include "../capture/failure/host-link.h"
#include "../capture/frame/captured-bytes.h"
#include "../capture/frame/flow-direction.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../capture/kept-text.h"
#include "../capture/leg/leg-note.h"
#include "../capture/sip-messages.h"
#include "../capture/vain/encrypted.h"
#include "log/log-works.h"
#include "observe-checks.h"
#include "observe-client.h"
#include "log/observe-log.h"
#include "observe-refusal.h"
#include "observe-server.h"

#include "../model/sip/client-word.h"

/* The flow keeps the first version and the first zone. The rest of the marks is read again when it is shown.
 */
static void
learn_marks(const observed_message *seen)
{
    const flow_details *known = seen->flow->details;
    text_view zone =
        seen->marks->egress_zone.data != NULL ? seen->marks->egress_zone : seen->marks->ingress_zone;
    const char *kept_version = NULL;
    const char *kept_zone = NULL;

    if (known->version == NULL)
        kept_version = kept_text_shared(seen->pinfo->pool, seen->marks->version);
    if (known->zone == NULL)
        kept_zone = kept_text_shared(seen->pinfo->pool, zone);
    evidence_learn_marks(seen->flow, kept_version, kept_zone, seen->pinfo->num);
}

/* Finds the server by the message if nothing else shows it. Expressway-E sends SERVICE. A server's Via
 * names the port that it listens on: its port of this connection, or a traversal port if another port is
 * forwarded to that. C's Via names 5061, but its packets have another source port. */
static bool
requester_listens(const packet_info *pinfo, const sip_message *message)
{
    guint32 own_port = message->is_request ? pinfo->srcport : pinfo->destport;
    sip_host_port via;
    claim route;

    if (service_is_method_of(message) &&
        (!message->is_request || claim_from_route(message, &route) != CLAIM_NONE))
        return true;
    return client_word_from_via(message, &via) && via.address.port != 0 &&
           (via.address.port == own_port || configuration_is_traversal_port(via.address.port));
}

static expressway_flow *
flow_of_message(packet_info *pinfo, const sip_message *message, bool has_marks)
{
    expressway_flow *flow = frame_flow_find(pinfo);
    bool from_client;

    if (flow != NULL)
        return flow;
    if (!flow_direction_of_traversal(pinfo, FLOW_CARRIES_SIP, &from_client)) {
        if (!has_marks)
            return NULL;
        if (!flow_direction_of(pinfo, FLOW_CARRIES_SIP, &from_client))
            from_client = message->is_request != requester_listens(pinfo, message);
    }
    return frame_flow_find_or_create(pinfo, from_client);
}

static void
note_working(const observed_message *seen)
{
    if (seen->flow->said.is_working && !log_works_is_watching())
        return;
    log_works_note(seen->pinfo, seen->flow->client, seen->flow->server);
    seen->flow->said.is_working = true;
}

/* SIP on a traversal port makes a traversal flow, and so does a SERVICE with an apparent Route anywhere. */
static void
make_known(const observed_message *seen)
{
    bool is_traversal = configuration_is_traversal_port(seen->flow->server.port) ||
                        (seen->record->request != NULL && seen->flow->sip.is_expressway);

    if (is_traversal)
        flow_make_known(seen->flow, seen->pinfo);
    if (is_traversal)
        host_link_learn(seen->flow);
    if (seen->flow->is_known) {
        note_working(seen);
        evidence_learn_interface(seen->flow, seen->pinfo);
        if (frame_is_log_entry(seen->pinfo))
            observe_log_owner(seen->flow, seen->pinfo);
    }
}

/* A connection on another port may turn out to be a traversal flow, so its first few records are kept.
 * Other connections of an Expressway keep no more than these. */
static bool
may_keep_record(expressway_flow *flow, const sip_message *message)
{
    if (flow->is_known || configuration_is_traversal_port(flow->server.port) || service_is_method_of(message))
        return true;
    if (flow->sip.records_in_advance >= FLOW_RECORDS_IN_ADVANCE)
        return false;
    flow->sip.records_in_advance++;
    return true;
}

static void
note_phone(const packet_info *pinfo, const sip_message *message)
{
    endpoint source;
    endpoint destination;

    mra_registration_note(pinfo, message);
    if (frame_endpoints(pinfo, &source, &destination))
        host_link_note_phone(source.host, destination.host);
}

static void
observe_message(packet_info *pinfo, const sip_message *message, const char *start, guint32 item)
{
    expressway_marks marks;
    bool has_marks = expressway_marks_read(message, &marks);
    observed_message seen = {.pinfo = pinfo, .message = message, .marks = &marks, .start = start};
    sip_record unkept = {.next = NULL};
    bool is_written_down;

    seen.flow = flow_of_message(pinfo, message, has_marks);
    if (message->is_request && text_view_equals(message->method, TEXT_VIEW("REGISTER")) &&
        (seen.flow == NULL || !seen.flow->is_known))
        note_phone(pinfo, message);
    if (has_marks || (seen.flow != NULL && seen.flow->is_known))
        observe_refusal(pinfo, message, seen.flow,
                        frame_is_log_entry(pinfo) ? observe_log_host(pinfo) : NULL);
    if (seen.flow == NULL)
        return;
    seen.from_client = frame_flow_is_from_client(seen.flow, pinfo);
    is_written_down = frame_is_log_entry(pinfo);
    evidence_learn_sip(seen.flow, !is_written_down);
    flow_note_frame(seen.flow, pinfo);
    seen.record = may_keep_record(seen.flow, message) ? sip_record_add(pinfo->num, seen.flow) : &unkept;
    seen.record->item = item;
    if (has_marks)
        learn_marks(&seen);
    if (!seen.from_client && !is_written_down)
        encrypted_note_message(seen.flow);
    if (seen.from_client)
        observe_client_message(&seen);
    else
        observe_server_message(&seen);
    sip_record_remark(seen.record);
    make_known(&seen);
    if (seen.flow->is_known)
        leg_note_message(pinfo, seen.flow, seen.from_client, message);
    observe_checks(&seen);
}

void
observe_sip_places(packet_info *pinfo, wmem_array_t *places)
{
    sip_messages messages = {.places = places};
    sip_message message;

    while (sip_messages_next(&messages, &message))
        observe_message(pinfo, &message, messages.start, messages.count - 1);
}
