/* stat-nodes.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stat-nodes.h"

#include <string.h>

/* What a node has been set to. */
typedef struct {
    char *name;
    int parent;
    int id;
    guint32 number;
} drawn_node;

struct stat_nodes {
    stats_tree *tree;
    GHashTable *drawn; /* drawn_node by itself */
};

static guint
hash_of_node(gconstpointer key)
{
    const drawn_node *node = (const drawn_node *)key;

    return g_str_hash(node->name) + (guint)node->parent;
}

static gboolean
equal_nodes(gconstpointer a, gconstpointer b)
{
    const drawn_node *left = (const drawn_node *)a;
    const drawn_node *right = (const drawn_node *)b;

    return left->parent == right->parent && strcmp(left->name, right->name) == 0;
}

static void
free_node(gpointer data)
{
    g_free(((drawn_node *)data)->name);
    g_free(data);
}

stat_nodes *
stat_nodes_new(stats_tree *tree)
{
    stat_nodes *nodes = g_new0(stat_nodes, 1);

    nodes->tree = tree;
    nodes->drawn = g_hash_table_new_full(hash_of_node, equal_nodes, free_node, NULL);
    return nodes;
}

void
stat_nodes_free(stat_nodes *nodes)
{
    g_hash_table_destroy(nodes->drawn);
    g_free(nodes);
}

int
stat_nodes_count(const stat_nodes *nodes, const char *name, int parent, bool has_more, guint32 by)
{
    const drawn_node sought = {.name = (char *)name, .parent = parent};
    drawn_node *node = (drawn_node *)g_hash_table_lookup(nodes->drawn, &sought);

    if (node == NULL) {
        node = g_new0(drawn_node, 1);
        node->name = g_strdup(name);
        node->parent = parent;
        g_hash_table_add(nodes->drawn, node);
    }
    node->number += by;
    /* Not "increase": it would count the drawing of the tree in rates and bursts. */
    node->id = set_stat_node(nodes->tree, name, parent, has_more, (int)MIN(node->number, (guint32)G_MAXINT));
    return node->id;
}

static void
clear_node(gpointer key, gpointer value _U_, gpointer data)
{
    drawn_node *node = (drawn_node *)key;

    node->number = 0;
    set_stat_node(((const stat_nodes *)data)->tree, node->name, node->parent, FALSE, 0);
}

void
stat_nodes_clear(const stat_nodes *nodes)
{
    g_hash_table_foreach(nodes->drawn, clear_node, (gpointer)nodes);
}

void
stat_nodes_forget(const stat_nodes *nodes)
{
    g_hash_table_remove_all(nodes->drawn);
}
