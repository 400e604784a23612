/* connect-tree.h
 * Attempts to connect to an apparent address, on the SYN and on the frame that answers it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECT_TREE_H
#define EXPRESSWAY_CONNECT_TREE_H

#include "../ws-compat.h"

/* Registers fields of protocol proto. */
void connect_tree_register(int proto);

/* If the frame is the SYN of such an attempt or its answer, adds this to its tree (may be NULL), Info
 * column and expert infos. False otherwise. */
bool connect_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
