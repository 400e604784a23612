/* endpoint-pair.h
 * Two endpoints as a key of tables, in an order that the caller chooses.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_ENDPOINT_PAIR_H
#define EXPRESSWAY_ENDPOINT_PAIR_H

#include "../../model/endpoint.h"

typedef struct {
    endpoint first;
    endpoint second;
} endpoint_pair;

/* For wmem_map: pointers to endpoint_pair. */
unsigned endpoint_pair_hash(const void *key);
int endpoint_pair_equal(const void *a, const void *b);

#endif
