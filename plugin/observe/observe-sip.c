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
#include "../capture/frame/captured-bytes.h"
#include "../capture/frame/flow-direction.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../capture/kept-text.h"
#include "../capture/leg/leg-note.h"
#include "../capture/vain/encrypted.h"
#include "observe-client.h"
#include "observe-log.h"
#include "observe-server.h"

#include "../model/sip/client-word.h"

static void
keep_marks(const observed_message *seen)
{
    wmem_allocator_t *scratch = seen->pinfo->pool;
    sip_record *record = seen->record;

    record->version = kept_text_shared(scratch, seen->marks->version);
    record->egress_zone = kept_text_shared(scratch, seen->marks->egress_zone);
    record->ingress_zone = kept_text_shared(scratch, seen->marks->ingress_zone);
    record->ingress_id = kept_text_shared(scratch, seen->marks->ingress_id);
    record->proxy_call_id = kept_text(scratch, seen->marks->proxy_call_id);
    evidence_learn_marks(seen->flow, record->version,
                         record->egress_zone != NULL ? record->egress_zone : record->ingress_zone,
                         seen->pinfo->num);
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

/* SIP on a traversal port makes a traversal flow, and so does a SERVICE with an apparent Route anywhere. */
static void
make_known(const observed_message *seen)
{
    bool is_traversal = configuration_is_traversal_port(seen->flow->server.port) ||
                        (seen->record->request != NULL && seen->flow->sip.is_expressway);

    if (is_traversal)
        flow_make_known(seen->flow, seen->pinfo);
    if (seen->flow->is_known) {
        evidence_learn_interface(seen->flow, seen->pinfo);
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
        mra_registration_note(pinfo, message);
    if (seen.flow == NULL)
        return;
    seen.from_client = frame_flow_is_from_client(seen.flow, pinfo);
    is_written_down = frame_is_log_entry(pinfo);
    evidence_learn_sip(seen.flow, !is_written_down);
    flow_note_frame(seen.flow, pinfo);
    seen.record = may_keep_record(seen.flow, message) ? sip_record_add(pinfo->num, seen.flow) : &unkept;
    seen.record->item = item;
    if (has_marks)
        keep_marks(&seen);
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
}

/* The item's bytes, as far as they are captured. Before Wireshark 4.6 the item's length cannot be trusted;
 * the message's own Content-Length ends it. */
static text_view
bytes_of_item(const field_info *item)
{
    return item->ds_tvb != NULL && item->start >= 0 ? captured_bytes(item->ds_tvb, item->start)
                                                    : text_view_of("", 0);
}

void
observe_sip_items(packet_info *pinfo, GPtrArray *items)
{
    const tvbuff_t *last_tvb = NULL;
    gint last_end = 0;

    for (guint i = 0; i < items->len; i++) {
        const field_info *item = (const field_info *)g_ptr_array_index(items, i);
        text_view bytes = bytes_of_item(item);
        sip_message message;

        /* The item lies within the message before it: SIP inside SIP (message/sip) is not a message of
         * this flow. */
        if (item->ds_tvb == last_tvb && item->start < last_end)
            continue;
        /* Continuations and the like have no start line. */
        if (!sip_message_parse(bytes, &message))
            continue;
        last_tvb = item->ds_tvb;
        last_end = item->start + (gint)message.length;
        observe_message(pinfo, &message, bytes.data, i);
    }
}
