/* log-link-tree.h
 * How an entry of a diagnostic log is related to other entries, in the tree: announcement and message, and
 * the parts of an entry that is longer than a frame can be.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_LINK_TREE_H
#define EXPRESSWAY_LOG_LINK_TREE_H

#include "log-link.h"

/* Registers fields of protocol proto. */
void log_link_tree_register(int proto);

/* Adds the frame's links to tree (may be NULL), and says so where the entry has several parts.
 * entry is NULL where the frame has none. */
void log_link_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry,
                        const log_link *link, bool is_announcement);

#endif
