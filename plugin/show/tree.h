/* tree.h
 * What a frame of a traversal flow shows, on every pass.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TREE_H
#define EXPRESSWAY_TREE_H

#include "../ws-compat.h"

/* Shows what is known of the frame's flow and of its SIP messages to whoever reads it. tree may be NULL.
 * is_news: the frame has changed what is known. */
void tree_show_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, bool is_news);

#endif
