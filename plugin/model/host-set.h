/* host-set.h
 * A few host addresses, each with the frame that named it first. The size is bounded: what an
 * attacker adds beyond it is not kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HOST_SET_H
#define EXPRESSWAY_HOST_SET_H

#include "endpoint.h"

#define HOST_SET_ROOM 32

typedef struct {
    host_address host;
    uint32_t frame;   /* 0: named by the configuration, not by a frame */
    const char *said; /* static text, what named it: "Via of Expressway-E's request" */
} named_host;

typedef struct {
    named_host hosts[HOST_SET_ROOM];
    unsigned count;
} host_set;

/* Adds host unless it is HOST_NONE, is there already, or finds no room. True where the set has changed. */
bool host_set_add(host_set *set, host_address host, uint32_t frame, const char *said);

/* The entry of that host, or NULL. */
const named_host *host_set_find(const host_set *set, host_address host);

#endif
