/* leg-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-tree.h"

#include <epan/expert.h>

static int hf_expressway_leg_peer_flow = -1;
static int hf_expressway_leg_peer_in = -1;
static int hf_expressway_leg_source_translation = -1;
static int hf_expressway_leg_destination_translation = -1;
static int hf_expressway_leg_paired_by = -1;
static int hf_expressway_leg_clock_offset = -1;

static int ett_expressway_leg = -1;

static expert_field ei_expressway_sip_inspection = EI_INIT;

static const value_string pairings[] = {{PAIRED_BY_RANDOM, "TLS randoms"},
                                        {PAIRED_BY_RECORD, "TLS record"},
                                        {PAIRED_BY_PAYLOAD, "payload"},
                                        {PAIRED_BY_MESSAGE, "SIP message"},
                                        {5, "TCP timestamps"},
                                        {0, NULL}};

void
leg_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_leg_peer_flow,
         {"Flow there", "expressway.leg.peer_flow", FT_UINT32, BASE_DEC, NULL, 0,
          "Number of the flow that is this connection on the other side of the firewall", HFILL}},
        {&hf_expressway_leg_peer_in,
         {"Seen there in", "expressway.leg.peer_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "A frame of the other side that carries the same data as one of this side", HFILL}},
        {&hf_expressway_leg_source_translation,
         {"Source translated", "expressway.leg.source_translation", FT_STRING, BASE_NONE, NULL, 0,
          "The traversal client's address at Expressway-C's side, and what it is at Expressway-E's", HFILL}},
        {&hf_expressway_leg_destination_translation,
         {"Destination translated", "expressway.leg.destination_translation", FT_STRING, BASE_NONE, NULL, 0,
          "The traversal server's address at Expressway-C's side, and what it is at Expressway-E's", HFILL}},
        {&hf_expressway_leg_paired_by,
         {"Recognised by", "expressway.leg.paired_by", FT_UINT8, BASE_DEC, VALS(pairings), 0,
          "What shows that the two flows are one connection", HFILL}},
        {&hf_expressway_leg_clock_offset,
         {"Clock offset", "expressway.leg.clock_offset", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
          "By how much the clock at Expressway-E's side is ahead of the one at Expressway-C's", HFILL}},
    };
    static int *trees[] = {&ett_expressway_leg};
    static ei_register_info infos[] = {
        {&ei_expressway_sip_inspection,
         {"expressway.expert.sip_inspection", PI_PROTOCOL, PI_NOTE,
          "SIP is not the same on both sides of the firewall", EXPFILL}},
    };

    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    expert_register_field_array(expert_register_protocol(proto), infos, array_length(infos));
}

static const char *
translation(wmem_allocator_t *allocator, endpoint before, endpoint after)
{
    char left[ENDPOINT_TEXT_SIZE];
    char right[ENDPOINT_TEXT_SIZE];

    if (endpoint_equal(&before, &after))
        return NULL;
    return wmem_strdup_printf(allocator, "%s -> %s", endpoint_format(before, left),
                              endpoint_format(after, right));
}

const char *
leg_tree_source_translation(wmem_allocator_t *allocator, const leg_pair *pair)
{
    return translation(allocator, pair->c_side->client, pair->e_side->client);
}

const char *
leg_tree_destination_translation(wmem_allocator_t *allocator, const leg_pair *pair)
{
    return translation(allocator, pair->c_side->server, pair->e_side->server);
}

const expressway_flow *
leg_tree_peer(const leg_pair *pair, const expressway_flow *flow, guint32 *frame)
{
    bool is_c_side = flow == pair->c_side;

    *frame = is_c_side ? pair->e_frame : pair->c_frame;
    return is_c_side ? pair->e_side : pair->c_side;
}

static void
show_translation(proto_tree *tree, tvbuff_t *tvb, int field, const char *text)
{
    if (text != NULL)
        proto_item_set_generated(proto_tree_add_string(tree, field, tvb, 0, 0, text));
}

static void
show_offset(proto_tree *tree, tvbuff_t *tvb, const leg_pair *pair)
{
    nstime_t offset = {.secs = (time_t)(pair->offset / 1000000000),
                       .nsecs = (int)(pair->offset % 1000000000)};

    if (pair->has_offset)
        proto_item_set_generated(
            proto_tree_add_time(tree, hf_expressway_leg_clock_offset, tvb, 0, 0, &offset));
}

void
leg_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);
    const expressway_flow *peer;
    proto_item *item;
    guint32 frame;

    if (pair == NULL)
        return;
    peer = leg_tree_peer(pair, flow, &frame);
    tree = proto_tree_add_subtree_format(tree, tvb, 0, 0, ett_expressway_leg, &item,
                                         "Other side: %s -> %s (flow %u)", peer->client_text,
                                         peer->server_text, peer->number);
    proto_item_set_generated(item);
    proto_item_set_generated(proto_tree_add_uint(tree, hf_expressway_leg_peer_flow, tvb, 0, 0, peer->number));
    proto_item_set_generated(proto_tree_add_uint(tree, hf_expressway_leg_peer_in, tvb, 0, 0, frame));
    show_translation(tree, tvb, hf_expressway_leg_source_translation,
                     leg_tree_source_translation(pinfo->pool, pair));
    show_translation(tree, tvb, hf_expressway_leg_destination_translation,
                     leg_tree_destination_translation(pinfo->pool, pair));
    proto_item_set_generated(
        proto_tree_add_uint(tree, hf_expressway_leg_paired_by, tvb, 0, 0, pair->paired_by));
    show_offset(tree, tvb, pair);
}

void
leg_tree_add_rewritten(packet_info *pinfo, proto_item *item, const expressway_flow *flow)
{
    guint32 there = leg_rewritten_in(flow, pinfo->num);

    if (there != 0)
        expert_add_info_format(
            pinfo, item, &ei_expressway_sip_inspection,
            "Route or Via of this message differs from that in frame %u, on the other side: a device between them rewrites SIP. Switch SIP inspection off there.",
            there);
}
