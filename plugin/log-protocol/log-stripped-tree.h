/* log-stripped-tree.h
 * What was removed from an entry of a diagnostic log before it was read, in the tree.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_STRIPPED_TREE_H
#define EXPRESSWAY_LOG_STRIPPED_TREE_H

#include "../ws-compat.h"

#include "../model/log/log-entry.h"
#include "../model/log/log-undress.h"

/* Adds an expert info to item where anything was removed. */
void log_stripped_tree_show(packet_info *pinfo, proto_item *item, const log_entry *entry,
                            const log_stripped *stripped);

#endif
