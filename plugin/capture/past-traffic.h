/* past-traffic.h
 * What Wireshark's own table of conversations says of traffic that passed before anybody watched for it.
 * Costs a walk over all conversations, and no memory: asked once where a pattern is about to tell something.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_PAST_TRAFFIC_H
#define EXPRESSWAY_PAST_TRAFFIC_H

#include "../ws-compat.h"

#include "../model/endpoint.h"

typedef struct {
    bool answered; /* a connection to that endpoint was accepted, whoever opened it */
    bool talked;   /* its host has exchanged data with client, over TCP or UDP, on whatever port */
} past_traffic;

/* What has passed up to now between where and anybody, and between where's host and client. */
past_traffic past_traffic_of(endpoint where, host_address client);

#endif
