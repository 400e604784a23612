/* context-tree.h
 * What an Expressway's SIP message says about itself: product version, zones and tags; and what in it
 * cannot be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONTEXT_TREE_H
#define EXPRESSWAY_CONTEXT_TREE_H

#include "../ws-compat.h"

#include "../model/sip/sip-message.h"

/* Registers fields of protocol proto. */
void context_tree_register(int proto);

/* Called at hand-off: X-TAATag is dissected by way of Wireshark's SIP dissector. */
void context_tree_handoff(int proto);

/* Whether anybody reads the context. tree may be NULL. */
bool context_tree_is_read(proto_tree *tree);

/* Adds the message's context to tree (may be NULL). */
void context_tree_show(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const sip_message *message);

#endif
