/* stat-nodes.h
 * The nodes of a tree of statistics whose counts are made anew each time that the tree is drawn.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_STAT_NODES_H
#define EXPRESSWAY_STAT_NODES_H

#include "../ws-compat.h"

#include <epan/stats_tree.h>

typedef struct stat_nodes stat_nodes;

stat_nodes *stat_nodes_new(stats_tree *tree);
void stat_nodes_free(stat_nodes *nodes);

/* How many nodes one node has below it at most. Wireshark looks for the end of their list whenever it adds
 * one, so that the time for n of them grows with the square of n. */
#define STAT_NODES_BELOW 1000

/* Adds to a node, which is made where it is missing; if there is no room for it, to the one for all others.
 * Returns its id, for what is below it. */
int stat_nodes_count(const stat_nodes *nodes, const char *name, int parent, bool has_more, guint32 by);

/* Resets the nodes of the last drawing; the next may not set them. */
void stat_nodes_clear(const stat_nodes *nodes);

/* The tree has been emptied. */
void stat_nodes_forget(const stat_nodes *nodes);

#endif
