/* context-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "context-tree.h"

#include "generated.h"

#include "../capture/kept-text.h"

#include "../model/sip/expressway-marks.h"

static int hf_expressway_version = -1;
static int hf_expressway_zone_egress = -1;
static int hf_expressway_zone_ingress = -1;
static int hf_expressway_zone_ingress_id = -1;
static int hf_expressway_proxy_call_id = -1;
static int hf_expressway_taa_tag = -1;

void
context_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_version,
         {"Version", "expressway.version", FT_STRING, BASE_NONE, NULL, 0,
          "Software version of the Expressway that wrote the message", HFILL}},
        {&hf_expressway_zone_egress,
         {"Egress zone", "expressway.zone.egress", FT_STRING, BASE_NONE, NULL, 0,
          "Zone through which the sender sent the request", HFILL}},
        {&hf_expressway_zone_ingress,
         {"Ingress zone", "expressway.zone.ingress", FT_STRING, BASE_NONE, NULL, 0,
          "Zone through which the receiver received the request", HFILL}},
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

    proto_register_field_array(proto, fields, array_length(fields));
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

bool
context_tree_is_read(proto_tree *tree)
{
    return tree != NULL && (proto_field_is_referenced(tree, hf_expressway_version) ||
                            proto_field_is_referenced(tree, hf_expressway_zone_egress) ||
                            proto_field_is_referenced(tree, hf_expressway_zone_ingress) ||
                            proto_field_is_referenced(tree, hf_expressway_zone_ingress_id) ||
                            proto_field_is_referenced(tree, hf_expressway_proxy_call_id));
}

static void
show_mark(packet_info *pinfo, proto_tree *tree, int field, tvbuff_t *tvb, text_view mark)
{
    generated_string(tree, field, tvb, kept_text_shown(pinfo->pool, mark));
}

void
context_tree_show(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const sip_message *message)
{
    expressway_marks marks;

    if (!expressway_marks_read(message, &marks))
        return;
    show_mark(pinfo, tree, hf_expressway_version, tvb, marks.version);
    show_mark(pinfo, tree, hf_expressway_zone_egress, tvb, marks.egress_zone);
    show_mark(pinfo, tree, hf_expressway_zone_ingress, tvb, marks.ingress_zone);
    show_mark(pinfo, tree, hf_expressway_zone_ingress_id, tvb, marks.ingress_id);
    show_mark(pinfo, tree, hf_expressway_proxy_call_id, tvb, marks.proxy_call_id);
}
