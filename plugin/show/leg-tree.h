/* leg-tree.h
 * The other side of a flow's connection: which flow it is there, and what was translated on the way.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_TREE_H
#define EXPRESSWAY_LEG_TREE_H

#include "../capture/leg/leg.h"

/* Registers fields and expert infos of protocol proto. */
void leg_tree_register(int proto);

/* Adds what is known of the flow's other side, if anything, to tree. */
void leg_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const expressway_flow *flow);

/* Adds to item that a message in the frame is not the same on the flow's other side. */
void leg_tree_add_rewritten(packet_info *pinfo, proto_item *item, const expressway_flow *flow);

/* The flow's other side, and a frame of it. */
const expressway_flow *leg_tree_peer(const leg_pair *pair, const expressway_flow *flow, guint32 *frame);

/* "10.0.30.2:27901 -> 64.100.0.10:4401": how the pair's source, and its destination, were translated; NULL
 * where they were not. In allocator's memory. */
const char *leg_tree_source_translation(wmem_allocator_t *allocator, const leg_pair *pair);
const char *leg_tree_destination_translation(wmem_allocator_t *allocator, const leg_pair *pair);

#endif
