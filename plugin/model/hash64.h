/* hash64.h
 * Hashes of 64 bits for tables of up to a few hundred thousand keys, among which unequal values do not get
 * equal hashes by accident. hash64_add is FNV-1a; hash64_of reads words, for what is hashed for each packet.
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

static inline uint64_t
hash64_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U; /* the golden ratio: odd, with bits all over */
    return hash ^ hash >> 29;
}

/* The value depends on the machine's order of bytes: it is compared within one run only. */
static inline uint64_t
hash64_of(text_view bytes)
{
    uint64_t hash = hash64_mix(HASH64_START, bytes.length);
    uint64_t word;

    for (; bytes.length >= sizeof word; bytes = text_view_from(bytes, sizeof word)) {
        memcpy(&word, bytes.data, sizeof word);
        hash = hash64_mix(hash, word);
    }
    word = 0;
    for (size_t i = 0; i < bytes.length; i++)
        word = word << 8 | (uint8_t)bytes.data[i];
    return hash64_mix(hash64_mix(hash, word), 0);
}

#endif
