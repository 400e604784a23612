/* connection-group.h
 * Connections that a reader need not tell apart: the reconnects of one zone. The first is told of in full.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECTION_GROUP_H
#define EXPRESSWAY_CONNECTION_GROUP_H

#include "connection.h"

/* Flows beside the first whose numbers are named. */
#define CONNECTION_GROUP_NAMED 8

typedef struct {
    connection first;
    guint count;                           /* of connections, with the first */
    guint32 named[CONNECTION_GROUP_NAMED]; /* flows that lead the next ones */
    nstime_t latest;                       /* when the last of them was seen last */
} connection_group;

/* The groups in the order of their first connections: connection_group. Equal are connections between the
 * same hosts, to the same port, of which the same is found. */
wmem_array_t *connection_groups_of(wmem_allocator_t *allocator, wmem_array_t *connections);

#endif
