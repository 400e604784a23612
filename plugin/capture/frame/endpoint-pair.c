/* endpoint-pair.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "endpoint-pair.h"

unsigned
endpoint_pair_hash(const void *key)
{
    const endpoint_pair *pair = (const endpoint_pair *)key;

    return endpoint_hash(&pair->first) * 31 + endpoint_hash(&pair->second);
}

int
endpoint_pair_equal(const void *a, const void *b)
{
    const endpoint_pair *left = (const endpoint_pair *)a;
    const endpoint_pair *right = (const endpoint_pair *)b;

    return endpoint_equal(&left->first, &right->first) && endpoint_equal(&left->second, &right->second);
}
