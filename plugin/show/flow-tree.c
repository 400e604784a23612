/* flow-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-tree.h"

#include "claim-tree.h"
#include "leg-tree.h"
#include "values.h"
#include "wording.h"

#include "../capture/vain/encrypted.h"
#include "../capture/summary.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/leg/leg.h"
#include "../capture/leg/vantage.h"

#include <epan/expert.h>

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

static expert_field ei_expressway_conflict = EI_INIT;
static expert_field ei_expressway_unusual_client_port = EI_INIT;
static expert_field ei_expressway_vain_attempts = EI_INIT;

static void
register_expert_infos(int proto)
{
    static ei_register_info infos[] = {
        {&ei_expressway_conflict,
         {"expressway.expert.conflict", PI_PROTOCOL, PI_WARN,
          "Proven claims about one connection contradict each other", EXPFILL}},
        {&ei_expressway_unusual_client_port,
         {"expressway.expert.unusual_client_port", PI_PROTOCOL, PI_NOTE,
          "The traversal client's port lies outside its range", EXPFILL}},
        {&ei_expressway_vain_attempts,
         {"expressway.expert.vain_attempts", PI_PROTOCOL, PI_NOTE,
          "Expressway-C tries in vain to reach another host whenever Expressway-E has sent data", EXPFILL}},
    };

    expert_register_field_array(expert_register_protocol(proto), infos, array_length(infos));
}

void
flow_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_flow,
         {"Flow", "expressway.flow", FT_UINT32, BASE_DEC, NULL, 0,
          "Number of the traversal flow, from 0, in order of appearance", HFILL}},
        {&hf_expressway_flow_verdict,
         {"Verdict", "expressway.flow.verdict", FT_UINT8, BASE_DEC, VALS(expressway_verdicts), 0,
          "What is known of the flow: whether, and how, the traversal client's address was translated",
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
          "At which side of the firewall the flow was captured", HFILL}},
        {&hf_expressway_src_role,
         {"Source is", "expressway.src.role", FT_UINT8, BASE_DEC, VALS(expressway_roles), 0,
          "Who sent the frame, in this flow", HFILL}},
        {&hf_expressway_dst_role,
         {"Destination is", "expressway.dst.role", FT_UINT8, BASE_DEC, VALS(expressway_roles), 0,
          "To whom the frame goes, in this flow", HFILL}},
    };
    static int *trees[] = {&ett_expressway, &ett_expressway_flow};

    proto_of_tree = proto;
    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    register_expert_infos(proto);
}

void
flow_tree_show_roles(tvbuff_t *tvb, proto_tree *tree, expressway_role source, expressway_role destination)
{
    proto_item_set_generated(proto_tree_add_uint(tree, hf_expressway_src_role, tvb, 0, 0, source));
    proto_item_set_generated(proto_tree_add_uint(tree, hf_expressway_dst_role, tvb, 0, 0, destination));
}

static void
show_roles(tvbuff_t *tvb, proto_tree *tree, const expressway_flow *flow, bool from_client)
{
    /* SIP that can be read and bears no mark of an Expressway is somebody else's. */
    bool is_someone_else = flow_has_foreign_sip(flow);
    expressway_role client = is_someone_else ? ROLE_UNKNOWN : ROLE_EXPRESSWAY_C;
    expressway_role server = is_someone_else ? ROLE_UNKNOWN : ROLE_EXPRESSWAY_E;

    flow_tree_show_roles(tvb, tree, from_client ? client : server, from_client ? server : client);
}

static void
show_flow(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    proto_item *item =
        proto_tree_add_uint_format(tree, hf_expressway_flow, tvb, 0, 0, flow->number, "Flow %u: %s -> %s",
                                   flow->number, flow->client_text, flow->server_text);
    proto_item_set_generated(item);
    tree = proto_item_add_subtree(item, ett_expressway_flow);
    proto_item_set_generated(
        proto_tree_add_uint(tree, hf_expressway_flow_verdict, tvb, 0, 0, summary->verdict));
    proto_item_set_generated(
        proto_tree_add_uint(tree, hf_expressway_flow_confidence, tvb, 0, 0, summary->confidence));
    if (summary->verdict == VERDICT_NAT_REFLECTED)
        proto_item_set_generated(
            proto_tree_add_boolean(tree, hf_expressway_flow_nat_reflected, tvb, 0, 0, TRUE));
    proto_item_set_generated(
        proto_tree_add_string(tree, hf_expressway_flow_client, tvb, 0, 0, flow->client_text));
    proto_item_set_generated(
        proto_tree_add_string(tree, hf_expressway_flow_server, tvb, 0, 0, flow->server_text));
    proto_item_set_generated(
        proto_tree_add_uint(tree, hf_expressway_flow_vantage, tvb, 0, 0, vantage_of(flow)));
    show_roles(tvb, tree, flow, frame_flow_is_from_client(flow, pinfo));
    leg_tree_show(tvb, pinfo, tree, flow);
}

static bool
frame_makes_claim(const flow_claim *claim, guint32 frame)
{
    return claim->first_frame == frame || claim->route_frame == frame || claim->received_frame == frame;
}

static void
show_conflict(packet_info *pinfo, proto_item *item, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    const flow_claim *one = summary->conflict[0];
    const flow_claim *other = summary->conflict[1];

    if (one == NULL || (!frame_makes_claim(one, pinfo->num) && !frame_makes_claim(other, pinfo->num)))
        return;
    expert_add_info_format(
        pinfo, item, &ei_expressway_conflict,
        "Proven claims contradict each other: frame %u says %s, frame %u says %s. Translation cannot change within a connection: look at both frames.",
        one->first_frame, one->text, other->first_frame, other->text);
}

static void
show_unusual_port(packet_info *pinfo, proto_item *item, const expressway_flow *flow)
{
    char *range;

    if (pinfo->num != flow->sip.marked_frame || flow->client.port == 0 ||
        configuration_is_client_port(flow->client.port))
        return;
    range = configuration_client_ports_text();
    expert_add_info_format(
        pinfo, item, &ei_expressway_unusual_client_port,
        "The traversal client's port is %u, and Expressway-C uses %s: a hint at port translation, no proof",
        flow->client.port, range);
    g_free(range);
}

/* Where nothing can be read, the finding stands on the frame that completes its evidence. */
static void
show_encrypted(packet_info *pinfo, proto_item *item, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    guint32 frame = summary->decided_by != NULL ? 0
                    : summary->by_configuration ? flow->first_frame
                    : summary->vain != NULL     ? summary->vain->frame
                                                : 0;

    if (frame != pinfo->num)
        return;
    if (summary->verdict == VERDICT_UNDETERMINED) {
        expert_add_info_format(pinfo, item, &ei_expressway_vain_attempts, "%s",
                               wording_encrypted(pinfo->pool, flow, summary));
        return;
    }
    claim_tree_add_fault(pinfo, item, summary->verdict, summary->confidence,
                         wmem_strdup_printf(pinfo->pool, "%s %s",
                                            wording_encrypted(pinfo->pool, flow, summary),
                                            wording_cure(summary->verdict)));
}

/* What both sides show stands on the frame with which they were found to be one connection. */
static void
show_legs(packet_info *pinfo, proto_item *item, expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);

    if (pair != NULL && pair->finding_frame == pinfo->num && summary_of(flow)->by_legs)
        claim_tree_add_finding(pinfo, item, pair->e_side, leg_claim_of(flow));
}

static void
show_leg_conflict(packet_info *pinfo, proto_item *item, const expressway_flow *flow)
{
    const expressway_flow *others[2];

    if (leg_conflict(flow, others) == pinfo->num)
        expert_add_info_format(
            pinfo, item, &ei_expressway_conflict,
            "This flow has data in common with flow %u (%s) and with flow %u (%s), and cannot be both: it is not paired. Look at where these captures were taken.",
            others[0]->number, others[0]->client_text, others[1]->number, others[1]->client_text);
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
    /* On most frames this is all, and where nobody looks at the tree, nor asks for a field of ours, nothing.
     */
    if (proto_field_is_referenced(tree, proto_of_tree))
        show_flow(tvb, pinfo, tree, flow);
    show_conflict(pinfo, item, flow);
    show_unusual_port(pinfo, item, flow);
    show_encrypted(pinfo, item, flow);
    show_legs(pinfo, item, flow);
    show_leg_conflict(pinfo, item, flow);
    return tree;
}
