/* connection-group.h
 * Groups of connections that are alike to a reader, such as the reconnects of one zone. The first is
 * reported in full.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECTION_GROUP_H
#define EXPRESSWAY_CONNECTION_GROUP_H

#include "connection.h"

/* How many further flows are listed by number. */
#define CONNECTION_GROUP_NAMED 8

typedef struct {
    connection first;
    guint count;                           /* of connections, with the first */
    guint32 named[CONNECTION_GROUP_NAMED]; /* first flows of the next connections */
    nstime_t latest;                       /* latest time of all of them */
} connection_group;

/* The groups in the order of their first connections: connection_group. Connections are equal if they have
 * the same hosts, the same server port and the same findings. */
wmem_array_t *connection_groups_of(wmem_allocator_t *allocator, wmem_array_t *connections);

#endif
