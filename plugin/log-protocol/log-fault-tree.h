/* log-fault-tree.h
 * What is worth a warning in a diagnostic log: errors that an entry tells of, and what of it cannot be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_FAULT_TREE_H
#define EXPRESSWAY_LOG_FAULT_TREE_H

#include "log-ends.h"

#include "../model/log/log-body.h"
#include "../model/log/log-message.h"

/* Registers expert infos of protocol proto. */
void log_fault_tree_register(int proto);

/* Expert infos on item: the entry is an ERROR, or an event that says that a negotiation failed. summary is
 * what the Info column says of it. */
void log_fault_tree_show_event(packet_info *pinfo, proto_item *item, const log_entry *entry,
                               const char *summary);

/* Expert infos on item: what of the entry cannot be read. message is NULL where there is none. is_continued:
 * it goes on in another frame, so its end is nowhere to be missed. */
void log_fault_tree_show_entry(packet_info *pinfo, proto_item *item, const log_entry *entry,
                               const log_message *message, bool is_continued);

/* Expert info on item where a message's body and its Content-Length differ. */
void log_fault_tree_show_body(packet_info *pinfo, proto_item *item, const log_body *body);

/* Expert info on item where not all of the frame was captured. */
void log_fault_tree_show_cut(packet_info *pinfo, proto_item *item, tvbuff_t *tvb);

#endif
