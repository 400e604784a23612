/* flow-index.h
 * The latest flow of each client, and between each two ends. The tables link the flows themselves:
 * Wireshark's maps would allocate an entry for each.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_INDEX_H
#define EXPRESSWAY_FLOW_INDEX_H

#include "../ws-compat.h"

#include "../model/endpoint.h"

typedef enum { FLOW_OF_CLIENT, FLOW_BETWEEN_ENDS, FLOW_INDEXES } flow_index;

/* What of a flow the tables see. */
typedef struct flow_node {
    struct flow_node *next[FLOW_INDEXES]; /* in these tables */
    endpoint client;
    endpoint server;
} flow_node;

/* Called once. */
void flow_index_register(void);

/* The flow is now the latest. Returns the one that was, which is no longer found, or NULL. A flow is put only
 * once into each index. */
flow_node *flow_index_put(flow_index index, flow_node *flow);

/* The latest flow of that client; NULL if there is none. */
flow_node *flow_index_of_client(endpoint client);

/* The latest flow between these ends, in any order; NULL if there is none. */
flow_node *flow_index_between(endpoint one, endpoint other);

#endif
