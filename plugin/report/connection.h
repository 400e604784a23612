/* connection.h
 * A connection in a report: one flow, or two flows that are its two sides and count once.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECTION_H
#define EXPRESSWAY_CONNECTION_H

#include "../capture/leg/leg.h"
#include "../capture/consequence/connect.h"
#include "selection.h"

typedef struct {
    expressway_flow *lead;  /* Expressway-C's side where both were captured */
    expressway_flow *other; /* Expressway-E's side; NULL where only one was captured, or both as one flow */
    const leg_pair *pair;   /* or NULL */
} connection;

/* All connections of which a flow is selected, in the order of the flows: connection. */
wmem_array_t *connections_of(wmem_allocator_t *allocator, const selection *selected);

/* Of the two sides, the flow with more SERVICEs, or with more attempts to connect. */
const expressway_flow *connection_with_services(const connection *one);
const expressway_flow *connection_with_attempts(const connection *one);

/* SERVICEs of that flow, and how many of those that are kept failed. */
guint32 connection_services(const connection *one);
guint32 connection_services_failed(const connection *one);

/* How many of those that are kept have no final response. */
guint32 connection_services_unanswered(const connection *one);

/* The attempts to connect that are reported: to an address that a SERVICE has named, or those on which the
 * summary rests. */
guint32 connection_attempts(const connection *one);

/* "Expressway-C expc 10.0.30.2:27901"; without the name if it is not known. */
const char *connection_client_text(wmem_allocator_t *allocator, const connection *one);
const char *connection_server_text(wmem_allocator_t *allocator, const connection *one);

/* Whether the attempt is reported. */
bool connection_tells(const connect_attempt *attempt);

#endif
