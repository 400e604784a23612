/* context-tree.h
 * What an Expressway's SIP message says of itself: product version, zones, tags; and what of it cannot be
 * read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONTEXT_TREE_H
#define EXPRESSWAY_CONTEXT_TREE_H

#include "claim-tree.h"

/* Registers fields and expert infos of protocol proto. */
void context_tree_register(int proto);

/* Called at hand-off: X-TAATag is dissected where Wireshark's SIP dissector comes upon it. */
void context_tree_handoff(int proto);

/* Adds the record's context to tree (may be NULL), and what is malformed or contradicts the packet's source
 * as expert infos on item. */
void context_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place);

/* Adds what cannot be read, a format and its arguments, to item (may be NULL) as an expert info. */
void context_tree_add_malformed(packet_info *pinfo, proto_item *item, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
