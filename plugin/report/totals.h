/* totals.h
 * Totals over all connections of a report.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TOTALS_H
#define EXPRESSWAY_TOTALS_H

#include "connection.h"

/* How many different users are counted. */
#define TOTALS_USERS 4096

typedef struct {
    guint flows;
    guint connections;
    guint pairs;    /* connections that are two flows */
    guint proven;   /* connections whose client's address is translated */
    guint probable; /* NULL like those */
    guint32 services;
    guint32 services_failed;
    guint32 services_unanswered; /* of those that are kept */
    wmem_array_t *users;         /* char const *: whose SERVICEs failed, each once */
    bool has_time;
    nstime_t first; /* of the connections' frames */
    nstime_t last;
} totals;

/* connections: connection, as connections_of gives them. */
totals totals_of(wmem_allocator_t *allocator, wmem_array_t *connections, const selection *selected);

#endif
