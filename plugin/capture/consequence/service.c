/* service.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "service.h"

#include "../evidence.h"
#include "../generation.h"
#include "../kept-text.h"

#include "../../model/hash64.h"

bool
service_is_method_of(const sip_message *message)
{
    return sip_message_is_of(message, TEXT_VIEW("SERVICE"));
}

/* What request and response have in common, as a hash; 0 if something is missing. */
static guint64
transaction_key(const sip_message *message)
{
    text_view call_id = message->first[SIP_CALL_ID];
    text_view branch = message->via_parameters.branch;
    guint64 key;

    if (text_view_is_empty(call_id) || !message->has_cseq || !message->has_via || branch.data == NULL)
        return 0;
    key = hash64_mix(hash64_of(call_id), hash64_of(branch));
    return hash64_mix(key, message->cseq_number);
}

static void
make_room(expressway_flow *flow)
{
    const expressway_service *oldest;

    if (wmem_list_count(flow->services.list) < FLOW_SERVICE_ROOM)
        return;
    oldest = (const expressway_service *)wmem_list_frame_data(wmem_list_head(flow->services.list));
    wmem_list_remove_frame(flow->services.list, wmem_list_head(flow->services.list));
    if (oldest->key != 0)
        wmem_map_remove(flow->services.open, &oldest->key);
    flow->services.not_kept++;
    flow->services.failed_not_kept += oldest->status >= 300 ? 1 : 0;
}

static const service_call *
keep_call(wmem_allocator_t *scratch, const service_body *body)
{
    service_call *call = wmem_new0(wmem_file_scope(), service_call);

    for (guint i = 0; i < SERVICE_ELEMENTS; i++)
        call->elements[i] = kept_text(scratch, body->elements[i]);
    return call;
}

static void
read_body(expressway_service *service, const sip_message *message, wmem_allocator_t *scratch, bool is_again)
{
    service_body body;
    digest credentials;

    if (!service_body_parse(message->body, &body))
        return;
    service->has_call = true;
    service->call_has_end = body.call_has_end;
    service->user = kept_text_shared(scratch, body.elements[SERVICE_USERNAME]);
    if (is_again || !body.call_has_end)
        service->call = keep_call(scratch, &body);
    if (service_body_digest(&body, &credentials))
        service->credentials = digest_hash(&credentials);
}

static expressway_service *
service_of(const expressway_flow *flow, guint64 key)
{
    return key != 0 && flow->services.open != NULL
               ? (expressway_service *)wmem_map_lookup(flow->services.open, &key)
               : NULL;
}

static expressway_service *
add_service(expressway_flow *flow, guint64 key)
{
    expressway_service *service = wmem_new0(wmem_file_scope(), expressway_service);

    if (flow->services.list == NULL) {
        flow->services.list = wmem_list_new(wmem_file_scope());
        flow->services.open = wmem_map_new(wmem_file_scope(), g_int64_hash, g_int64_equal);
    }
    service->flow = flow;
    service->key = key;
    make_room(flow);
    wmem_list_append(flow->services.list, service);
    if (key != 0)
        wmem_map_insert(flow->services.open, &service->key, service);
    return service;
}

expressway_service *
service_note_request(expressway_flow *flow, flow_claim *claim, const sip_message *message,
                     const packet_info *pinfo, service_news *news)
{
    guint64 key = transaction_key(message);
    expressway_service *service = service_of(flow, key);

    *news = SERVICE_IS_NEW;
    if (service == NULL) {
        service = add_service(flow, key);
        service->claim = claim;
        service->request_frame = pinfo->num;
        service->request_time = pinfo->abs_ts;
    } else if (service->has_call && service->call_has_end)
        *news = SERVICE_IS_REPEATED;
    else /* The first may have been cut short, in a file with one record for each segment. */
        *news = SERVICE_IS_READ_AGAIN;
    if (*news != SERVICE_IS_REPEATED)
        read_body(service, message, pinfo->pool, *news == SERVICE_IS_READ_AGAIN);
    return service;
}

expressway_service *
service_note_response(expressway_flow *flow, const sip_message *message, const packet_info *pinfo)
{
    expressway_service *service = service_of(flow, transaction_key(message));

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
