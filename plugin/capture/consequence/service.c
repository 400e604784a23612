/* service.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "service.h"

#include "../evidence.h"
#include "../generation.h"
#include "../kept-text.h"

#include "../../model/sip/sip-uri.h"

bool
service_is_method_of(const sip_message *message)
{
    text_view method = message->method;
    guint32 number;

    return (message->is_request || sip_cseq_parse(message->first[SIP_CSEQ], &number, &method)) &&
           text_view_equals(method, TEXT_VIEW("SERVICE"));
}

/* What request and response have in common, as one text; NULL if something is missing. The values are
 * separated by line ends, which none of them can contain. */
static char *
transaction_key(wmem_allocator_t *allocator, const sip_message *message)
{
    text_view call_id = message->first[SIP_CALL_ID];
    text_view branch;
    text_view method;
    guint32 number;
    sip_via via;

    if (text_view_is_empty(call_id) || !sip_cseq_parse(message->first[SIP_CSEQ], &number, &method) ||
        !sip_via_parse(sip_first_value(message, SIP_VIA), &via) ||
        !sip_parameter_find(via.parameters, TEXT_VIEW("branch"), &branch))
        return NULL;
    return wmem_strdup_printf(allocator, "%u\n%.*s\n%.*s", number, (int)MIN(call_id.length, 1024U),
                              call_id.data, (int)MIN(branch.length, 1024U), branch.data);
}

static void
make_room(expressway_flow *flow)
{
    const expressway_service *oldest;

    if (wmem_list_count(flow->services.list) < FLOW_SERVICE_ROOM)
        return;
    oldest = (const expressway_service *)wmem_list_frame_data(wmem_list_head(flow->services.list));
    wmem_list_remove_frame(flow->services.list, wmem_list_head(flow->services.list));
    if (oldest->key != NULL)
        wmem_map_remove(flow->services.open, oldest->key);
    flow->services.not_kept++;
    flow->services.failed_not_kept += oldest->status >= 300 ? 1 : 0;
}

static const service_call *
keep_call(wmem_allocator_t *scratch, const service_body *body)
{
    service_call *call = wmem_new0(wmem_file_scope(), service_call);

    call->has_end = body->call_has_end;
    for (guint i = 0; i < SERVICE_ELEMENTS; i++)
        call->elements[i] = kept_text(scratch, body->elements[i]);
    return call;
}

static void
read_body(expressway_service *service, const sip_message *message, wmem_allocator_t *scratch)
{
    service_body body;
    digest credentials;

    if (!service_body_parse(message->body, &body))
        return;
    service->call = keep_call(scratch, &body);
    if (service_body_digest(&body, &credentials))
        service->credentials = digest_hash(&credentials);
}

expressway_service *
service_note_request(expressway_flow *flow, flow_claim *claim, const sip_message *message,
                     const packet_info *pinfo, service_news *news)
{
    char *key = transaction_key(wmem_file_scope(), message);
    expressway_service *service;

    *news = SERVICE_IS_NEW;
    if (flow->services.list == NULL) {
        flow->services.list = wmem_list_new(wmem_file_scope());
        flow->services.open = wmem_map_new(wmem_file_scope(), wmem_str_hash, g_str_equal);
    }
    service = key != NULL ? (expressway_service *)wmem_map_lookup(flow->services.open, key) : NULL;
    if (service != NULL) {
        wmem_free(wmem_file_scope(), key);
        /* The first may have been cut short, in a file with one record for each segment. */
        *news =
            service->call == NULL || !service->call->has_end ? SERVICE_IS_READ_AGAIN : SERVICE_IS_REPEATED;
        if (*news == SERVICE_IS_READ_AGAIN)
            read_body(service, message, pinfo->pool);
        return service;
    }
    service = wmem_new0(wmem_file_scope(), expressway_service);
    service->flow = flow;
    service->key = key;
    service->claim = claim;
    service->request_frame = pinfo->num;
    service->request_time = pinfo->abs_ts;
    make_room(flow);
    wmem_list_append(flow->services.list, service);
    if (key != NULL)
        wmem_map_insert(flow->services.open, key, service);
    read_body(service, message, pinfo->pool);
    return service;
}

expressway_service *
service_note_response(expressway_flow *flow, const sip_message *message, const packet_info *pinfo)
{
    char *key = flow->services.open != NULL ? transaction_key(pinfo->pool, message) : NULL;
    expressway_service *service = NULL;

    if (key != NULL)
        service = (expressway_service *)wmem_map_lookup(flow->services.open, key);
    if (service == NULL || message->status < 200 || service->response_frame != 0)
        return service;
    service->response_frame = pinfo->num;
    service->response_time = pinfo->abs_ts;
    service->status = message->status;
    if (service->claim != NULL)
        evidence_learn_answer(service->claim, message->status, pinfo->num);
    return service;
}

void
service_note_lone_timeout(expressway_flow *flow, guint32 frame)
{
    if (flow->services.lone_timeouts++ == 0)
        flow->services.lone_timeout_frame = frame;
    generation_raise();
}
