/* observe-sip.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-sip.h"

#include "../capture/configuration.h"
#include "../capture/consequence/connect.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/consequence/service.h"
#include "../capture/evidence.h"
#include "../capture/frame/flow-direction.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../capture/judgement.h"
#include "../capture/kept-text.h"
#include "../capture/leg/leg-note.h"
#include "../capture/readable-text.h"
#include "../capture/sip-record.h"
#include "../capture/vain/encrypted.h"
#include "observe-log.h"

#include "../model/sip/claim.h"
#include "../model/sip/client-word.h"
#include "../model/sip/expressway-marks.h"

typedef struct {
    packet_info *pinfo;
    const sip_message *message;
    const expressway_marks *marks;
    const char *start; /* of the item's bytes */
    expressway_flow *flow;
    bool from_client;
    sip_record *record;
} observed_message;

static void
set_place(const observed_message *seen, text_view place)
{
    seen->record->place_start = (guint32)(place.data - seen->start);
    seen->record->place_length = (guint32)place.length;
}

static void
note_malformed(const observed_message *seen, const char *where, const claim *read)
{
    text_view excerpt = text_view_first(read->place, 80);

    set_place(seen, read->place);
    seen->record->malformed = wmem_strdup_printf(wmem_file_scope(), "%s: %s, in \"%s%s\"", where,
                                                 read->problem, readable_text(seen->pinfo->pool, excerpt),
                                                 excerpt.length < read->place.length ? "..." : "");
}

static flow_claim *
note_claim(const observed_message *seen, const claim *read, flow_claim_carrier carrier)
{
    char literal[ENDPOINT_TEXT_SIZE];
    const char *text = endpoint_format(read->address, literal);

    set_place(seen, read->place);
    if (read->address.host.family == HOST_NONE) {
        const char *name = kept_text(seen->pinfo->pool, read->host_text);

        text = read->address.port != 0
                   ? wmem_strdup_printf(seen->pinfo->pool, "%s:%u", name, read->address.port)
                   : name;
    }
    return evidence_learn_claim(seen->flow, read->address, text, carrier, seen->pinfo);
}

/* C never names an address of E's as its own: where one stands, somebody else's words are passed on. A
 * loopback address is the word of a process behind it. */
static bool
is_own_word(const observed_message *seen, host_address host)
{
    host_set of_e;

    judgement_e_addresses(seen->flow, &of_e);
    return host_set_find(&of_e, host) == NULL && !host_address_is_local_only(host);
}

static void
note_client_word(const observed_message *seen, host_address host, const char *said)
{
    if (!is_own_word(seen, host))
        return;
    seen->record->client_word = host;
    seen->record->client_word_from = said;
    evidence_learn_client_word(seen->flow, host, seen->pinfo->num, said);
}

static void
observe_request_of_client(const observed_message *seen)
{
    sip_host_port where;

    if (client_word_from_via(seen->message, &where)) {
        seen->record->via_host = where.address.host;
        note_client_word(seen, where.address.host, "top Via of Expressway-C's request");
    }
    if (client_word_dialled(seen->message, &where))
        evidence_learn_dialled(seen->flow, where.address.host, seen->pinfo->num);
}

static void
observe_response_of_client(const observed_message *seen)
{
    sip_host_port where;
    text_view method;
    guint32 number;

    if (sip_cseq_parse(seen->message->first[SIP_CSEQ], &number, &method) &&
        text_view_equals(method, TEXT_VIEW("REGISTER")))
        mra_registration_note_answer(seen->flow, seen->message, seen->pinfo);
    if (!service_is_method_of(seen->message))
        return;
    if (client_word_from_warning(seen->message, &where))
        note_client_word(seen, where.address.host, "Warning: 399 of Expressway-C's response to SERVICE");
    seen->record->response = service_note_response(seen->flow, seen->message, seen->pinfo);
    if (seen->record->response == NULL && seen->message->status == 408)
        service_note_lone_timeout(seen->flow, seen->pinfo->num);
}

/* What was not captured whole is no fault of the message. */
static void
note_open_call(const observed_message *seen)
{
    text_view body = seen->message->body;
    claim read = {.place = body, .problem = "the methodCall does not end"};
    guint32 length;

    if (text_view_to_number(seen->message->first[SIP_CONTENT_LENGTH], G_MAXUINT32, &length) && length > 0 &&
        body.length == length)
        note_malformed(seen, "Body of SERVICE", &read);
}

static void
note_service(const observed_message *seen)
{
    service_news news;
    expressway_service *service =
        service_note_request(seen->flow, seen->record->route, seen->message, seen->pinfo, &news);

    seen->record->request = service;
    if (news != SERVICE_IS_REPEATED)
        mra_registration_join(service);
    if (news == SERVICE_IS_NEW)
        connect_expect(service);
}

static void
observe_request_of_server(const observed_message *seen)
{
    sip_host_port via = {.port_text = {NULL, 0}};
    claim read;

    if (client_word_from_via(seen->message, &via))
        evidence_learn_e_address(seen->flow, via.address.host, seen->pinfo->num,
                                 "top Via of Expressway-E's request");
    if (text_view_equals(seen->message->method, TEXT_VIEW("REGISTER")))
        mra_registration_note_forwarded(seen->flow, seen->message, seen->pinfo);
    seen->record->via_host = via.address.host;
    if (!service_is_method_of(seen->message))
        return;
    switch (claim_from_route(seen->message, &read)) {
    case CLAIM_NONE:
        return;
    case CLAIM_MALFORMED:
        note_malformed(seen, "First Route of SERVICE", &read);
        break;
    case CLAIM_READ:
        seen->record->route = note_claim(seen, &read, FLOW_CLAIM_IN_ROUTE);
        break;
    }
    note_service(seen);
    if (seen->record->request->call != NULL && !seen->record->request->call->has_end &&
        seen->record->malformed == NULL)
        note_open_call(seen);
}

/* E adds `received` to C's own Via and leaves the rest of it as it is. Where C's requests were captured, they
 * have said the same. */
static void
note_echoed_word(const observed_message *seen)
{
    sip_host_port where;

    if (seen->flow->said.client_word == NULL && client_word_from_via(seen->message, &where) &&
        is_own_word(seen, where.address.host))
        evidence_learn_client_word(seen->flow, where.address.host, seen->pinfo->num,
                                   "C's own Via as Expressway-E's response repeats it");
}

static void
observe_response_of_server(const observed_message *seen)
{
    claim read;

    switch (claim_from_via(seen->message, &read)) {
    case CLAIM_NONE:
        break;
    case CLAIM_MALFORMED:
        note_malformed(seen, "Top Via of Expressway-E's response", &read);
        break;
    case CLAIM_READ:
        seen->record->received = note_claim(seen, &read, FLOW_CLAIM_IN_RECEIVED);
        note_echoed_word(seen);
        break;
    }
}

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

/* What a message says where nothing else does. Expressway-E asks for SERVICE. A server's Via names the port
 * that it listens on: its end of the connection, or a traversal port where another one is forwarded to that;
 * C's Via names 5061 while its packets leave from another port. */
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

/* A connection that may turn out to be a traversal flow, on whatever port, leaves a few records for that day;
 * an Expressway's other connections leave no more. */
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
        (message->is_request ? observe_request_of_client : observe_response_of_client)(&seen);
    else
        (message->is_request ? observe_request_of_server : observe_response_of_server)(&seen);
    sip_record_remark(seen.record);
    make_known(&seen);
    if (seen.flow->is_known)
        leg_note_message(pinfo, seen.flow, seen.from_client, message);
}

void
observe_sip_places(packet_info *pinfo, wmem_array_t *places)
{
    guint32 number = 0;

    for (guint i = 0; i < wmem_array_get_count(places); i++) {
        text_view rest = *(const text_view *)wmem_array_index(places, i);
        sip_message message;

        /* SIP that SIP carries (message/sip) is a body: it is not a message of this flow. */
        while (sip_message_parse(rest, &message)) {
            observe_message(pinfo, &message, rest.data, number++);
            rest = sip_skip_keep_alives(text_view_from(rest, message.length));
        }
    }
}
