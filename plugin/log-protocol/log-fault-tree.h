/* log-fault-tree.h
 * Warnings about a diagnostic log: errors that an entry reports, and parts of the entry that cannot be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_FAULT_TREE_H
#define EXPRESSWAY_LOG_FAULT_TREE_H

#include "log-ends.h"

#include "../model/log/log-body.h"
#include "../model/log/log-message.h"

/* Adds an expert info to item where the entry is an ERROR, or an event that reports a failure. summary is the
 * text of the Info column. */
void log_fault_tree_show_event(packet_info *pinfo, proto_item *item, const log_entry *entry,
                               const char *summary);

/* Adds an expert info to item for each part of the entry that cannot be read. message is NULL where the entry
 * has none. is_continued: the entry continues in another frame, so a missing end is not reported. */
void log_fault_tree_show_entry(packet_info *pinfo, proto_item *item, const log_entry *entry,
                               const log_message *message, bool is_continued);

/* Adds an expert info to item where the body of a message does not have the length that Content-Length says.
 * */
void log_fault_tree_show_body(packet_info *pinfo, proto_item *item, const log_entry *entry,
                              const log_body *body);

/* Adds an expert info to item where the frame was not captured whole. */
void log_fault_tree_show_cut(packet_info *pinfo, proto_item *item, const log_entry *entry, tvbuff_t *tvb);

#endif
