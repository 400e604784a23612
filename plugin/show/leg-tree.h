/* leg-tree.h
 * The other side of a flow's connection: which flow it is there, and what was translated on the way.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_TREE_H
#define EXPRESSWAY_LEG_TREE_H

#include "../capture/leg/leg.h"

/* Registers fields of protocol proto. */
void leg_tree_register(int proto);

/* Adds what is known of the flow's other side, if anything, to tree. */
void leg_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const expressway_flow *flow);

#endif
