/* leg-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-tree.h"

#include "generated.h"

static int hf_expressway_leg_peer_flow = -1;
static int hf_expressway_leg_peer_in = -1;
static int hf_expressway_leg_source_translation = -1;
static int hf_expressway_leg_destination_translation = -1;
static int hf_expressway_leg_paired_by = -1;
static int hf_expressway_leg_clock_offset = -1;

static int ett_expressway_leg = -1;

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
          "A frame of the other side with the same data as one of this side", HFILL}},
        {&hf_expressway_leg_source_translation,
         {"Source translated", "expressway.leg.source_translation", FT_STRING, BASE_NONE, NULL, 0,
          "The traversal client's address at Expressway-C's side, and at Expressway-E's side", HFILL}},
        {&hf_expressway_leg_destination_translation,
         {"Destination translated", "expressway.leg.destination_translation", FT_STRING, BASE_NONE, NULL, 0,
          "The traversal server's address at Expressway-C's side, and at Expressway-E's side", HFILL}},
        {&hf_expressway_leg_paired_by,
         {"Recognised by", "expressway.leg.paired_by", FT_UINT8, BASE_DEC, VALS(pairings), 0,
          "What shows that the two flows are one connection", HFILL}},
        {&hf_expressway_leg_clock_offset,
         {"Clock offset", "expressway.leg.clock_offset", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
          "How far the clock at Expressway-E's side is ahead of the clock at Expressway-C's side", HFILL}},
    };
    static int *trees[] = {&ett_expressway_leg};

    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

static void
show_translation(proto_tree *tree, tvbuff_t *tvb, int field, const char *text)
{
    if (text != NULL)
        generated_string(tree, field, tvb, text);
}

static void
show_offset(proto_tree *tree, tvbuff_t *tvb, const leg_pair *pair)
{
    nstime_t offset = {.secs = (time_t)(pair->offset / 1000000000),
                       .nsecs = (int)(pair->offset % 1000000000)};

    if (pair->has_offset)
        generated_time(tree, hf_expressway_leg_clock_offset, tvb, &offset);
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
    peer = leg_peer_of(pair, flow, &frame);
    tree = proto_tree_add_subtree_format(
        tree, tvb, 0, 0, ett_expressway_leg, &item, "Other side: %s -> %s (flow %u)",
        flow_end_text(pinfo->pool, peer->client), flow_end_text(pinfo->pool, peer->server), peer->number);
    proto_item_set_generated(item);
    generated_uint(tree, hf_expressway_leg_peer_flow, tvb, peer->number);
    generated_uint(tree, hf_expressway_leg_peer_in, tvb, frame);
    show_translation(tree, tvb, hf_expressway_leg_source_translation,
                     leg_source_translation(pinfo->pool, pair));
    show_translation(tree, tvb, hf_expressway_leg_destination_translation,
                     leg_destination_translation(pinfo->pool, pair));
    generated_uint(tree, hf_expressway_leg_paired_by, tvb, pair->paired_by);
    show_offset(tree, tvb, pair);
}
