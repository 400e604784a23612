/* flow-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-tree.h"

#include "generated.h"
#include "leg-tree.h"
#include "../capture/value-names.h"

#include "../capture/summary.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/leg/vantage.h"

static int proto_of_tree = -1;
static int hf_expressway_flow = -1;
static int hf_expressway_flow_verdict = -1;
static int hf_expressway_flow_confidence = -1;
static int hf_expressway_flow_nat_reflected = -1;
static int hf_expressway_flow_client = -1;
static int hf_expressway_flow_server = -1;
static int hf_expressway_flow_vantage = -1;
static int hf_expressway_src_role = -1;
static int hf_expressway_dst_role = -1;

static int ett_expressway = -1;
static int ett_expressway_flow = -1;

void
flow_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_flow,
         {"Flow", "expressway.flow", FT_UINT32, BASE_DEC, NULL, 0,
          "Number of the traversal flow, from 0, in order of appearance", HFILL}},
        {&hf_expressway_flow_verdict,
         {"Verdict", "expressway.flow.verdict", FT_UINT8, BASE_DEC, VALS(expressway_verdicts), 0,
          "Whether, and how, the traversal client's address was translated, by all that is known about the flow",
          HFILL}},
        {&hf_expressway_flow_confidence,
         {"Confidence", "expressway.flow.confidence", FT_UINT8, BASE_DEC, VALS(expressway_confidences), 0,
          "How sure the verdict on the flow is", HFILL}},
        {&hf_expressway_flow_nat_reflected,
         {"NAT-reflected", "expressway.flow.nat_reflected", FT_BOOLEAN, BASE_NONE, NULL, 0,
          "Present, and true, on the frames of a flow that is judged NAT-reflected", HFILL}},
        {&hf_expressway_flow_client,
         {"Traversal client", "expressway.flow.client", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the traversal client (Expressway-C) as this capture sees them", HFILL}},
        {&hf_expressway_flow_server,
         {"Traversal server", "expressway.flow.server", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the traversal server (Expressway-E) as this capture sees them", HFILL}},
        {&hf_expressway_flow_vantage,
         {"Captured at", "expressway.flow.vantage", FT_UINT8, BASE_DEC, VALS(expressway_vantages), 0,
          "The side of the firewall at which the flow was captured", HFILL}},
        {&hf_expressway_src_role,
         {"Source is", "expressway.src.role", FT_UINT8, BASE_DEC, VALS(expressway_roles), 0,
          "The role of the frame's sender", HFILL}},
        {&hf_expressway_dst_role,
         {"Destination is", "expressway.dst.role", FT_UINT8, BASE_DEC, VALS(expressway_roles), 0,
          "The role of the frame's receiver", HFILL}},
    };
    static int *trees[] = {&ett_expressway, &ett_expressway_flow};

    proto_of_tree = proto;
    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

void
flow_tree_show_roles(tvbuff_t *tvb, proto_tree *tree, expressway_role source, expressway_role destination)
{
    generated_uint(tree, hf_expressway_src_role, tvb, source);
    generated_uint(tree, hf_expressway_dst_role, tvb, destination);
}

static void
show_roles(tvbuff_t *tvb, proto_tree *tree, const expressway_flow *flow, bool from_client)
{
    /* Readable SIP without marks of an Expressway is another product's. */
    bool is_someone_else = flow_has_foreign_sip(flow);
    expressway_role client = is_someone_else ? ROLE_UNKNOWN : ROLE_EXPRESSWAY_C;
    expressway_role server = is_someone_else ? ROLE_UNKNOWN : ROLE_EXPRESSWAY_E;

    flow_tree_show_roles(tvb, tree, from_client ? client : server, from_client ? server : client);
}

static void
show_flow(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    char client_text[ENDPOINT_TEXT_SIZE];
    char server_text[ENDPOINT_TEXT_SIZE];
    const char *client = flow_end_format(flow->client, client_text);
    const char *server = flow_end_format(flow->server, server_text);
    proto_item *item = proto_tree_add_uint_format(tree, hf_expressway_flow, tvb, 0, 0, flow->number,
                                                  "Flow %u: %s -> %s", flow->number, client, server);
    proto_item_set_generated(item);
    tree = proto_item_add_subtree(item, ett_expressway_flow);
    generated_uint(tree, hf_expressway_flow_verdict, tvb, summary->verdict);
    generated_uint(tree, hf_expressway_flow_confidence, tvb, summary->confidence);
    if (summary->verdict == VERDICT_NAT_REFLECTED)
        generated_boolean(tree, hf_expressway_flow_nat_reflected, tvb, TRUE);
    generated_string(tree, hf_expressway_flow_client, tvb, client);
    generated_string(tree, hf_expressway_flow_server, tvb, server);
    generated_uint(tree, hf_expressway_flow_vantage, tvb, vantage_of(flow));
    show_roles(tvb, tree, flow, frame_flow_is_from_client(flow, pinfo));
    leg_tree_show(tvb, pinfo, tree, flow);
}

proto_tree *
flow_tree_add_root(tvbuff_t *tvb, proto_tree *tree, const char *text)
{
    proto_item *item = proto_tree_add_item(tree, proto_of_tree, tvb, 0, 0, ENC_NA);

    proto_item_append_text(item, "%s", text);
    proto_item_set_generated(item);
    return proto_item_add_subtree(item, ett_expressway);
}

proto_tree *
flow_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    proto_item *item = proto_tree_add_item(tree, proto_of_tree, tvb, 0, 0, ENC_NA);

    if (summary->verdict != VERDICT_UNDETERMINED)
        proto_item_append_text(item, ", %s (%s)", verdict_name(summary->verdict),
                               confidence_name(summary->confidence));
    proto_item_set_generated(item);
    tree = proto_item_add_subtree(item, ett_expressway);
    /* Most frames show only this, and nothing at all if nobody looks at the tree or wants one of its
     * fields. */
    if (proto_field_is_referenced(tree, proto_of_tree))
        show_flow(tvb, pinfo, tree, flow);
    return tree;
}
