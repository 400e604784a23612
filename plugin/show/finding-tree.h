/* finding-tree.h
 * Findings in the packet's tree: their fields and expert infos.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FINDING_TREE_H
#define EXPRESSWAY_FINDING_TREE_H

#include "../finding/findings.h"

/* The items of a frame on which findings are said; NULL where there is none, or no tree. */
typedef struct {
    tvbuff_t *tvb;
    proto_tree *tree; /* the protocol's, for the fields */
    proto_item *items[FINDING_ITEMS];
} finding_anchors;

/* Registers the fields of protocol proto, and the expert infos of all kinds whose filters begin with prefix.
 * Called once for each prefix: with_fields says for which the fields are registered. */
void finding_tree_register(int proto, const char *prefix, bool with_fields);

/* Shows what is found on the frame, about the flow, in that place; record or attempt is what is looked at, or
 * NULL. */
void finding_tree_show(packet_info *pinfo, const finding_anchors *anchors, expressway_flow *flow,
                       finding_place place, const sip_record *record, const connect_attempt *attempt);

/* Shows the findings about failures that are said on the frame. */
void finding_tree_show_failures(packet_info *pinfo, const finding_anchors *anchors);

/* Shows one finding on an item. */
void finding_tree_add(packet_info *pinfo, const finding_anchors *anchors, proto_item *item,
                      const finding *found);

/* Shows the findings of which the frame is evidence. On later passes only: on the first, they are not
 * known yet. */
void finding_tree_show_evidence(packet_info *pinfo, const finding_anchors *anchors);

/* The highest severity of an expert info in this file so far: PI_ERROR, ... or 0. Wireshark's status bar
 * shows it, even where nobody looks at the frame. */
int finding_tree_highest(void);

/* Whether it would show any: whether somebody asks, and the frame is evidence of something. */
bool finding_tree_has_evidence(const packet_info *pinfo, proto_tree *tree);

#endif
