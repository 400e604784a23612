/* context-tree.h
 * What an Expressway's SIP message says about itself: product version, zones and tags; and what in it
 * cannot be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONTEXT_TREE_H
#define EXPRESSWAY_CONTEXT_TREE_H

#include "../capture/sip-record.h"

/* Registers fields of protocol proto. */
void context_tree_register(int proto);

/* Called at hand-off: X-TAATag is dissected by way of Wireshark's SIP dissector. */
void context_tree_handoff(int proto);

/* Adds the record's context to tree (may be NULL). */
void context_tree_show(proto_tree *tree, const sip_record *record, tvbuff_t *tvb);

#endif
