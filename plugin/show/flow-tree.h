/* flow-tree.h
 * The flow's group of fields.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_TREE_H
#define EXPRESSWAY_FLOW_TREE_H

#include "../capture/flow.h"
#include "../capture/configuration.h"

/* Registers fields of protocol proto. */
void flow_tree_register(int proto);

/* Adds the protocol's item, with what is known of the flow, to the frame's tree. Returns its subtree, NULL
 * where tree is NULL; expert infos are added all the same. */
proto_tree *flow_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, expressway_flow *flow);

/* Adds the protocol's item to the tree of a frame that belongs to no flow; text is appended to its name.
 * Returns its subtree, NULL where tree is NULL. */
proto_tree *flow_tree_add_root(tvbuff_t *tvb, proto_tree *tree, const char *text);

/* Adds who sent the frame, and to whom it goes. */
void flow_tree_show_roles(tvbuff_t *tvb, proto_tree *tree, expressway_role source,
                          expressway_role destination);

#endif
