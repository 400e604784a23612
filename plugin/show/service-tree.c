/* service-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "service-tree.h"

#include "finding-tree.h"
#include "flow-tree.h"
#include "generated.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/consequence/service.h"
#include "../capture/kept-text.h"
#include "../capture/summary.h"
#include "../capture/configuration.h"

static int hf_expressway_service_response_in = -1;
static int hf_expressway_service_request_in = -1;
static int hf_expressway_service_status = -1;
static int hf_expressway_service_time = -1;
static int hf_expressway_service_register_in = -1;
static int hf_expressway_service_forwarded_in = -1;
static int hf_expressway_service_connect_in = -1;
static int hf_expressway_register_service_in = -1;
static int hf_expressway_service_method_name = -1;
static int hf_expressway_service_username = -1;
static int hf_expressway_service_realm = -1;
static int hf_expressway_service_nonce = -1;
static int hf_expressway_service_qop = -1;
static int hf_expressway_service_cnonce = -1;
static int hf_expressway_service_nc = -1;
static int hf_expressway_service_response = -1;
static int hf_expressway_service_uri = -1;
static int hf_expressway_service_method = -1;
static int hf_expressway_service_id = -1;
static int hf_expressway_service_caching_enabled = -1;
static int hf_expressway_service_reqtype = -1;
static int hf_expressway_service_version = -1;
static int hf_expressway_service_msgid = -1;
static int hf_expressway_service_sipdomain = -1;

static int ett_expressway_service = -1;

static void
register_links(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_service_response_in,
         {"Response in", "expressway.service.response_in", FT_FRAMENUM, BASE_NONE,
          FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0, "The frame with the final response to this SERVICE",
          HFILL}},
        {&hf_expressway_service_request_in,
         {"Request in", "expressway.service.request_in", FT_FRAMENUM, BASE_NONE,
          FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0, "The frame with the SERVICE that this answers", HFILL}},
        {&hf_expressway_service_status,
         {"Status", "expressway.service.status", FT_UINT16, BASE_DEC, NULL, 0,
          "Status code of the response to SERVICE", HFILL}},
        {&hf_expressway_service_time,
         {"Time", "expressway.service.time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
          "Time between SERVICE and its final response", HFILL}},
        {&hf_expressway_service_register_in,
         {"Caused by REGISTER in", "expressway.service.register_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The phone's REGISTER with the same digest", HFILL}},
        {&hf_expressway_service_forwarded_in,
         {"REGISTER forwarded in", "expressway.service.forwarded_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The frame in which Expressway-E forwards that REGISTER to Expressway-C", HFILL}},
        {&hf_expressway_service_connect_in,
         {"Attempt to connect in", "expressway.service.connect_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "A SYN from Expressway-C to the apparent address of this SERVICE", HFILL}},
        {&hf_expressway_register_service_in,
         {"SERVICE in", "expressway.register.service_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The SERVICE that this REGISTER caused: it has the same digest", HFILL}},
    };

    proto_register_field_array(proto, fields, array_length(fields));
}

static void
register_body(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_service_method_name,
         {"Method name", "expressway.service.method_name", FT_STRING, BASE_NONE, NULL, 0,
          "What SERVICE asks for", HFILL}},
        {&hf_expressway_service_username,
         {"User name", "expressway.service.username", FT_STRING, BASE_NONE, NULL, 0, "The phone's user name",
          HFILL}},
        {&hf_expressway_service_realm,
         {"Realm", "expressway.service.realm", FT_STRING, BASE_NONE, NULL, 0, "Realm of the phone's digest",
          HFILL}},
        {&hf_expressway_service_nonce,
         {"Nonce", "expressway.service.nonce", FT_STRING, BASE_NONE, NULL, 0, "Nonce of the phone's digest",
          HFILL}},
        {&hf_expressway_service_qop,
         {"Quality of protection", "expressway.service.qop", FT_STRING, BASE_NONE, NULL, 0,
          "qop of the phone's digest", HFILL}},
        {&hf_expressway_service_cnonce,
         {"Client nonce", "expressway.service.cnonce", FT_STRING, BASE_NONE, NULL, 0,
          "cnonce of the phone's digest", HFILL}},
        {&hf_expressway_service_nc,
         {"Nonce count", "expressway.service.nc", FT_STRING, BASE_NONE, NULL, 0, "nc of the phone's digest",
          HFILL}},
        {&hf_expressway_service_response,
         {"Digest response", "expressway.service.response", FT_STRING, BASE_NONE, NULL, 0,
          "response of the phone's digest", HFILL}},
        {&hf_expressway_service_uri,
         {"Digest URI", "expressway.service.uri", FT_STRING, BASE_NONE, NULL, 0, "uri of the phone's digest",
          HFILL}},
        {&hf_expressway_service_method,
         {"Method", "expressway.service.method", FT_STRING, BASE_NONE, NULL, 0,
          "SIP method of the phone's request", HFILL}},
        {&hf_expressway_service_id,
         {"ID", "expressway.service.id", FT_STRING, BASE_NONE, NULL, 0, "id parameter of the call", HFILL}},
        {&hf_expressway_service_caching_enabled,
         {"Caching enabled", "expressway.service.caching_enabled", FT_STRING, BASE_NONE, NULL, 0,
          "caching-enabled parameter of the call", HFILL}},
        {&hf_expressway_service_reqtype,
         {"Request type", "expressway.service.reqtype", FT_STRING, BASE_NONE, NULL, 0,
          "reqtype parameter of the call", HFILL}},
        {&hf_expressway_service_version,
         {"Call version", "expressway.service.version", FT_STRING, BASE_NONE, NULL, 0,
          "Version of the methodCall", HFILL}},
        {&hf_expressway_service_msgid,
         {"Message ID", "expressway.service.msgid", FT_STRING, BASE_NONE, NULL, 0, "msgid of the methodCall",
          HFILL}},
        {&hf_expressway_service_sipdomain,
         {"SIP domain", "expressway.service.sipdomain", FT_STRING, BASE_NONE, NULL, 0,
          "sipdomain of the methodCall", HFILL}},
    };

    proto_register_field_array(proto, fields, array_length(fields));
}

void
service_tree_register(int proto)
{
    static int *trees[] = {&ett_expressway_service};

    register_links(proto);
    register_body(proto);
    proto_register_subtree_array(trees, array_length(trees));
}

static int *const body_fields[SERVICE_ELEMENTS] = {
    [SERVICE_METHOD_NAME] = &hf_expressway_service_method_name,
    [SERVICE_USERNAME] = &hf_expressway_service_username,
    [SERVICE_REALM] = &hf_expressway_service_realm,
    [SERVICE_NONCE] = &hf_expressway_service_nonce,
    [SERVICE_QOP] = &hf_expressway_service_qop,
    [SERVICE_CNONCE] = &hf_expressway_service_cnonce,
    [SERVICE_NC] = &hf_expressway_service_nc,
    [SERVICE_RESPONSE] = &hf_expressway_service_response,
    [SERVICE_URI] = &hf_expressway_service_uri,
    [SERVICE_METHOD] = &hf_expressway_service_method,
    [SERVICE_ID] = &hf_expressway_service_id,
    [SERVICE_CACHING_ENABLED] = &hf_expressway_service_caching_enabled,
    [SERVICE_REQTYPE] = &hf_expressway_service_reqtype,
    [SERVICE_VERSION] = &hf_expressway_service_version,
    [SERVICE_MSGID] = &hf_expressway_service_msgid,
    [SERVICE_SIPDOMAIN] = &hf_expressway_service_sipdomain,
};

bool
service_tree_body_is_read(proto_tree *tree)
{
    for (guint i = 0; tree != NULL && i < SERVICE_ELEMENTS; i++) {
        if (proto_field_is_referenced(tree, *body_fields[i]))
            return true;
    }
    return false;
}

static void
show_body(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const sip_message *message)
{
    service_body body;

    if (!service_body_parse(message->body, &body))
        return;
    for (guint i = 0; i < SERVICE_ELEMENTS; i++)
        generated_string(tree, *body_fields[i], tvb, kept_text_shown(pinfo->pool, body.elements[i]));
}

static void
show_request(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const expressway_service *service,
             const sip_message *message)
{
    wmem_list_frame_t *at = service->connects != NULL ? wmem_list_head(service->connects) : NULL;

    /* A retransmission has the links of the original. */
    generated_frame(tree, hf_expressway_service_register_in, tvb, service->register_frame);
    for (; at != NULL; at = wmem_list_frame_next(at))
        generated_frame(tree, hf_expressway_service_connect_in, tvb,
                        ((const connect_attempt *)wmem_list_frame_data(at))->syn_frame);
    generated_frame(tree, hf_expressway_service_response_in, tvb,
                    service->response_frame != pinfo->num ? service->response_frame : 0);
    generated_frame(tree, hf_expressway_service_forwarded_in, tvb, service->forwarded_frame);
    for (guint i = 0; service->call != NULL && i < SERVICE_ELEMENTS; i++)
        generated_string(tree, *body_fields[i], tvb, service->call->elements[i]);
    if (service->call == NULL && message != NULL)
        show_body(pinfo, tree, tvb, message);
}

static void
append_failure(packet_info *pinfo, const expressway_service *service)
{
    verdict value = summary_of(service->flow)->verdict;

    if (verdict_is_fault(value))
        col_append_fstr(pinfo->cinfo, COL_INFO, " [SERVICE of frame %u failed: %s]", service->request_frame,
                        verdict_name(value));
    else
        col_append_fstr(pinfo->cinfo, COL_INFO, " [SERVICE of frame %u failed]", service->request_frame);
}

static proto_item *
show_response(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const expressway_service *service)
{
    proto_item *item;
    nstime_t taken;

    if (service->response_frame != pinfo->num)
        return NULL; /* provisional, or a retransmission */
    item = generated_uint(tree, hf_expressway_service_status, tvb, service->status);
    generated_frame(tree, hf_expressway_service_request_in, tvb, service->request_frame);
    nstime_delta(&taken, &service->response_time, &service->request_time);
    generated_time(tree, hf_expressway_service_time, tvb, &taken);
    if (service->status >= 300)
        append_failure(pinfo, service);
    return item;
}

proto_item *
service_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place,
                  const sip_message *message)
{
    proto_tree *subtree;

    if (record->request == NULL && record->response == NULL)
        return NULL;
    subtree = proto_tree_add_subtree(tree, place.tvb, 0, 0, ett_expressway_service, NULL,
                                     record->request != NULL ? "SERVICE" : "Response to SERVICE");
    proto_item_set_generated(proto_tree_get_parent(subtree));
    if (record->request != NULL)
        show_request(pinfo, subtree, place.tvb, record->request, message);
    return record->response != NULL ? show_response(pinfo, subtree, place.tvb, record->response) : NULL;
}

bool
service_tree_show_register(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    const expressway_service *service = mra_registration_service_of(pinfo->num);

    if (service == NULL)
        return false;
    tree = flow_tree_add_root(tvb, tree, ", REGISTER of an MRA client");
    generated_frame(tree, hf_expressway_register_service_in, tvb, service->request_frame);
    flow_tree_show_roles(tvb, tree, ROLE_MRA_CLIENT, ROLE_EXPRESSWAY_E);
    finding_tree_show_evidence(pinfo, &(const finding_anchors){.tvb = tvb, .tree = tree});
    return true;
}
