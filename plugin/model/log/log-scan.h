/* log-scan.h
 * Searches for a character that is likely to be near. Calling memchr costs more than looking at the first
 * bytes.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_SCAN_H
#define EXPRESSWAY_LOG_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)

#include <emmintrin.h>

#define LOG_SCAN_BLOCK 16
#define LOG_SCAN_TWO_BLOCKS ((ptrdiff_t)2 * LOG_SCAN_BLOCK)

/* One bit for each of the LOG_SCAN_BLOCK bytes at text that is c; the lowest is the first. */
static inline unsigned
log_scan_block(const char *text, char c)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);

    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
}

/* The same for bytes that are LF and have no blank behind them. One more byte than a block is read. */
static inline unsigned
log_scan_line_ends(const char *text)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i next = _mm_loadu_si128((const __m128i *)(const void *)(text + 1));
    __m128i ends = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    __m128i blanks = _mm_cmpeq_epi8(next, _mm_set1_epi8(' '));

    return (unsigned)_mm_movemask_epi8(_mm_andnot_si128(blanks, ends));
}

/* The first c between text and end, or NULL. */
static inline const char *
log_scan(const char *text, const char *end, char c)
{
    for (int i = 0; i < 2 && end - text >= LOG_SCAN_BLOCK; i++) {
        unsigned found = log_scan_block(text, c);

        if (found != 0)
            return text + __builtin_ctz(found);
        text += LOG_SCAN_BLOCK;
    }
    return text < end ? memchr(text, c, (size_t)(end - text)) : NULL;
}

#else

static inline const char *
log_scan(const char *text, const char *end, char c)
{
    return text < end ? memchr(text, c, (size_t)(end - text)) : NULL;
}

#endif

#endif
