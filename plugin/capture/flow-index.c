/* flow-index.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-index.h"

#include "../model/hash64.h"

#include <string.h>

#define FIRST_ROOM_BITS 6

/* One for each index. */
static struct {
    flow_node **chains;
    guint32 room; /* a power of two */
    guint shift;
    guint32 count;
} tables[FLOW_INDEXES];

/* Random, so that no capture can be made whose ends all fall into one chain. */
static guint64 seed;

static void
begin_file(void)
{
    memset(tables, 0, sizeof tables);
    seed = (guint64)g_random_int() << 32 | g_random_int();
}

void
flow_index_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

static guint64
hash_of_end(const endpoint *end)
{
    guint64 hash = hash64_mix(seed, end->port);
    guint64 word;

    for (gsize at = 0; at < sizeof end->host.bytes; at += sizeof word) {
        memcpy(&word, end->host.bytes + at, sizeof word);
        hash = hash64_mix(hash, word);
    }
    return hash64_mix(hash, 0);
}

/* The other end, where it counts, adds the same in any order. */
static guint64
hash_of(flow_index index, const endpoint *one, const endpoint *other)
{
    return hash_of_end(one) + (index == FLOW_BETWEEN_ENDS ? hash_of_end(other) : 0);
}

static bool
is_between(const flow_node *flow, const endpoint *one, const endpoint *other)
{
    return endpoint_equal(&flow->client, one) && endpoint_equal(&flow->server, other);
}

static bool
has_key(const flow_node *flow, flow_index index, const endpoint *one, const endpoint *other)
{
    if (index == FLOW_OF_CLIENT)
        return endpoint_equal(&flow->client, one);
    return is_between(flow, one, other) || is_between(flow, other, one);
}

static flow_node **
chain_of(flow_index index, const endpoint *one, const endpoint *other)
{
    return &tables[index].chains[hash_of(index, one, other) >> tables[index].shift];
}

/* The link to the flow with that key; to NULL where there is none. */
static flow_node **
link_of(flow_index index, const endpoint *one, const endpoint *other)
{
    flow_node **link = chain_of(index, one, other);

    while (*link != NULL && !has_key(*link, index, one, other))
        link = &(*link)->next[index];
    return link;
}

static void
make_room(flow_index index)
{
    flow_node **old = tables[index].chains;
    guint32 old_room = tables[index].room;

    if (tables[index].count < old_room)
        return;
    tables[index].room = old_room > 0 ? old_room * 2 : 1U << FIRST_ROOM_BITS;
    tables[index].shift = old_room > 0 ? tables[index].shift - 1 : 64 - FIRST_ROOM_BITS;
    tables[index].chains = wmem_alloc0_array(wmem_file_scope(), flow_node *, tables[index].room);
    for (guint32 i = 0; i < old_room; i++) {
        flow_node *next;

        for (flow_node *at = old[i]; at != NULL; at = next) {
            flow_node **chain = chain_of(index, &at->client, &at->server);

            next = at->next[index];
            at->next[index] = *chain;
            *chain = at;
        }
    }
    wmem_free(wmem_file_scope(), old);
}

flow_node *
flow_index_put(flow_index index, flow_node *flow)
{
    flow_node **link;
    flow_node *before;

    make_room(index);
    link = link_of(index, &flow->client, &flow->server);
    before = *link;
    flow->next[index] = before != NULL ? before->next[index] : NULL;
    *link = flow;
    tables[index].count += before == NULL ? 1 : 0;
    return before;
}

flow_node *
flow_index_of_client(endpoint client)
{
    return tables[FLOW_OF_CLIENT].count > 0 ? *link_of(FLOW_OF_CLIENT, &client, &client) : NULL;
}

flow_node *
flow_index_between(endpoint one, endpoint other)
{
    return tables[FLOW_BETWEEN_ENDS].count > 0 ? *link_of(FLOW_BETWEEN_ENDS, &one, &other) : NULL;
}
