/* hash64.h
 * FNV-1a, 64 bits: for tables of up to a few hundred thousand keys, among which unequal values do not get
 * equal hashes by accident.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HASH64_H
#define EXPRESSWAY_HASH64_H

#include "text-view.h"

#define HASH64_START 14695981039346656037U

static inline uint64_t
hash64_add_byte(uint64_t hash, uint8_t byte)
{
    return (hash ^ byte) * 1099511628211U;
}

static inline uint64_t
hash64_add(uint64_t hash, text_view bytes)
{
    for (size_t i = 0; i < bytes.length; i++)
        hash = hash64_add_byte(hash, (uint8_t)bytes.data[i]);
    return hash;
}

#endif
