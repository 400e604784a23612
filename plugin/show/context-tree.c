/* context-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "context-tree.h"
#include "../capture/leg/vantage.h"

#include <epan/expert.h>

static int hf_expressway_version = -1;
static int hf_expressway_zone_egress = -1;
static int hf_expressway_zone_ingress = -1;
static int hf_expressway_zone_ingress_id = -1;
static int hf_expressway_proxy_call_id = -1;
static int hf_expressway_taa_tag = -1;

static expert_field ei_expressway_malformed = EI_INIT;
static expert_field ei_expressway_via_mismatch = EI_INIT;

void
context_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_version,
         {"Version", "expressway.version", FT_STRING, BASE_NONE, NULL, 0,
          "Software version of the Expressway that wrote the message", HFILL}},
        {&hf_expressway_zone_egress,
         {"Egress zone", "expressway.zone.egress", FT_STRING, BASE_NONE, NULL, 0,
          "Zone through which the sender of the request let it out", HFILL}},
        {&hf_expressway_zone_ingress,
         {"Ingress zone", "expressway.zone.ingress", FT_STRING, BASE_NONE, NULL, 0,
          "Zone through which the receiver of the request took it in", HFILL}},
        {&hf_expressway_zone_ingress_id,
         {"Ingress zone number", "expressway.zone.ingress_id", FT_STRING, BASE_NONE, NULL, 0,
          "Number of the ingress zone", HFILL}},
        {&hf_expressway_proxy_call_id,
         {"Proxy call ID", "expressway.proxy_call_id", FT_STRING, BASE_NONE, NULL, 0,
          "Identifies the call in this Expressway's logs", HFILL}},
        {&hf_expressway_taa_tag,
         {"X-TAATag", "expressway.taa_tag", FT_STRING, BASE_NONE, NULL, 0,
          "Tag that Expressways use to follow a request", HFILL}},
    };
    static ei_register_info infos[] = {
        {&ei_expressway_malformed,
         {"expressway.expert.malformed", PI_MALFORMED, PI_WARN,
          "A Route, Via, body or log entry of an Expressway cannot be read", EXPFILL}},
        {&ei_expressway_via_mismatch,
         {"expressway.expert.via_mismatch", PI_PROTOCOL, PI_NOTE,
          "Expressway-C names another host than its packets come from", EXPFILL}},
    };

    proto_register_field_array(proto, fields, array_length(fields));
    expert_register_field_array(expert_register_protocol(proto), infos, array_length(infos));
}

static int
dissect_taa_tag(tvbuff_t *tvb, packet_info *pinfo _U_, proto_tree *tree, void *data _U_)
{
    proto_tree_add_item(tree, hf_expressway_taa_tag, tvb, 0, -1, ENC_UTF_8);
    return (int)tvb_captured_length(tvb);
}

void
context_tree_handoff(int proto)
{
    dissector_add_string("sip.hdr", "x-taatag", create_dissector_handle(dissect_taa_tag, proto));
}

static void
show_text(proto_tree *tree, tvbuff_t *tvb, int field, const char *text)
{
    if (text != NULL)
        proto_item_set_generated(proto_tree_add_string(tree, field, tvb, 0, 0, text));
}

/* At C's side the addresses agree by nature, and where C has two interfaces its Via may name the other. */
static void
show_via_mismatch(packet_info *pinfo, proto_item *item, const sip_record *record)
{
    char source[ENDPOINT_TEXT_SIZE];
    char named[ENDPOINT_TEXT_SIZE];

    if (record->client_word.family == HOST_NONE ||
        host_address_equals(record->client_word, record->flow->client.host) ||
        vantage_of(record->flow) == VANTAGE_EXPRESSWAY_C)
        return;
    expert_add_info_format(
        pinfo, item, &ei_expressway_via_mismatch,
        "%s names %s, but the packet comes from %s: consistent with source NAT between them",
        record->client_word_from, host_address_format(record->client_word, named),
        host_address_format(record->flow->client.host, source));
}

void
context_tree_add_malformed(packet_info *pinfo, proto_item *item, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    expert_add_info_format(pinfo, item, &ei_expressway_malformed, "%s",
                           wmem_strdup_vprintf(pinfo->pool, format, arguments));
    va_end(arguments);
}

void
context_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place)
{
    proto_item *item = proto_tree_get_parent(tree);

    show_text(tree, place.tvb, hf_expressway_version, record->version);
    show_text(tree, place.tvb, hf_expressway_zone_egress, record->egress_zone);
    show_text(tree, place.tvb, hf_expressway_zone_ingress, record->ingress_zone);
    show_text(tree, place.tvb, hf_expressway_zone_ingress_id, record->ingress_id);
    show_text(tree, place.tvb, hf_expressway_proxy_call_id, record->proxy_call_id);
    if (record->malformed != NULL)
        context_tree_add_malformed(pinfo, item, "%s", record->malformed);
    show_via_mismatch(pinfo, item, record);
}
