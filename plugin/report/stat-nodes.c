/* stat-nodes.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stat-nodes.h"

#include <string.h>

/* All nodes below another for which there is no room. */
#define OTHERS "Others, not listed"

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
    GHashTable *below; /* id -> how many nodes are below that one */
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
    nodes->below = g_hash_table_new(g_direct_hash, g_direct_equal);
    return nodes;
}

void
stat_nodes_free(stat_nodes *nodes)
{
    g_hash_table_destroy(nodes->drawn);
    g_hash_table_destroy(nodes->below);
    g_free(nodes);
}

static drawn_node *
find_node(const stat_nodes *nodes, const char *name, int parent)
{
    const drawn_node sought = {.name = (char *)name, .parent = parent};

    return (drawn_node *)g_hash_table_lookup(nodes->drawn, &sought);
}

static drawn_node *
add_node(const stat_nodes *nodes, const char *name, int parent)
{
    drawn_node *node = g_new0(drawn_node, 1);

    node->name = g_strdup(name);
    node->parent = parent;
    g_hash_table_add(nodes->drawn, node);
    return node;
}

/* The root's are few. */
static bool
has_room(const stat_nodes *nodes, int parent)
{
    gpointer key = GINT_TO_POINTER(parent);
    guint below = GPOINTER_TO_UINT(g_hash_table_lookup(nodes->below, key));

    if (parent != 0 && below >= STAT_NODES_BELOW)
        return false;
    g_hash_table_insert(nodes->below, key, GUINT_TO_POINTER(below + 1));
    return true;
}

static drawn_node *
node_for(const stat_nodes *nodes, const char *name, int parent)
{
    drawn_node *node = find_node(nodes, name, parent);

    if (node == NULL && !has_room(nodes, parent)) {
        name = OTHERS;
        node = find_node(nodes, name, parent);
    }
    return node != NULL ? node : add_node(nodes, name, parent);
}

int
stat_nodes_count(const stat_nodes *nodes, const char *name, int parent, bool has_more, guint32 by)
{
    drawn_node *node = node_for(nodes, name, parent);

    node->number += by;
    /* Not "increase": it would count the drawing of the tree in rates and bursts. */
    node->id =
        set_stat_node(nodes->tree, node->name, parent, has_more, (int)MIN(node->number, (guint32)G_MAXINT));
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
    g_hash_table_remove_all(nodes->below);
}
