/* watched-client.h
 * The clients whose attempts to connect are watched, by host.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_WATCHED_CLIENT_H
#define EXPRESSWAY_WATCHED_CLIENT_H

#include "vain.h"

/* How many of the latest flows with a burst are kept. A client's attempt may belong to any of them. */
#define VAIN_BURSTING_FLOWS 4

/* What is known about one client's host. Each table is made when it is first needed. */
typedef struct watched_client {
    endpoint host;                                  /* port 0 */
    expressway_flow *bursting[VAIN_BURSTING_FLOWS]; /* the latest first */
    wmem_map_t *targets;                            /* endpoint * -> vain_target * */
    wmem_list_t *latest;                            /* vain_target *, the oldest first */
    wmem_map_t *series;                             /* endpoint * (port 0) -> vain_series * */
} watched_client;

/* Called once. */
void watched_client_register(void);

/* Whether any client is watched. */
bool watched_client_exists(void);

/* The client at that host; NULL where it is not watched. */
watched_client *watched_client_at(host_address host);

/* The client at that host is watched from now on. */
void watched_client_add(host_address host);

/* The flow's server has sent a burst: the flow is now its client's latest. Does nothing if the client is
 * not watched. */
void watched_client_note_burst(expressway_flow *flow);

#endif
