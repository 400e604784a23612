/* log-tree.h
 * An entry of a diagnostic log: its time, who wrote it, attributes, addresses and text.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_TREE_H
#define EXPRESSWAY_LOG_TREE_H

#include "log-ends.h"

#include "../model/log/log-message.h"

/* Greatest number of attributes of an entry, and of lines, that are shown one by one; the rest is shown in
 * one piece. */
#define LOG_TREE_MOST 2000U

/* Registers fields of protocol proto. */
void log_tree_register(int proto);

/* Adds the protocol's item with text to tree (may be NULL); tvb is the frame. Returns the tree below the
 * item. */
proto_tree *log_tree_add_root(tvbuff_t *tvb, proto_tree *tree, const char *text);

/* Adds the entry to the tree below its root. tvb holds the bytes that the entry refers to. message is NULL
 * where the entry has none; otherwise its lines are shown as one item. */
void log_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry,
                   const log_ends *ends, const log_message *message);

/* "SIP" or "HTTP". */
const char *log_tree_message_name(const log_message *message);

/* Adds lines, which begin at start in tvb, one by one. */
void log_tree_show_lines(tvbuff_t *tvb, proto_tree *tree, text_view lines, size_t start);

#endif
