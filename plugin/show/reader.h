/* reader.h
 * Whether anybody reads what a frame shows. Most frames are dissected for nobody: then no item, no text and
 * no expert info is made.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_READER_H
#define EXPRESSWAY_READER_H

#include "../ws-compat.h"

/* Called at hand-off: proto has our fields. */
void reader_handoff(int proto);

/* Whether a column, a filter or field, somebody who sees the tree, or a listener to expert infos reads it.
 * tree may be NULL. */
bool reader_is_there(const packet_info *pinfo, proto_tree *tree);

#endif
