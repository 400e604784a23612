/* log-encoding.h
 * How the characters of a log are stored: as bytes, as an Expressway writes them, or as UTF-16, as Windows
 * programs save them, with or without a byte order mark.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ENCODING_H
#define EXPRESSWAY_LOG_ENCODING_H

#include "../text-view.h"

typedef enum { LOG_BYTES, LOG_UTF16_LE, LOG_UTF16_BE } log_encoding;

#define LOG_BYTE_ORDER_MARK TEXT_VIEW("\xef\xbb\xbf")

/* Detects the encoding of a text that begins with these bytes. UTF-16 is detected by a byte order mark with
 * text after it, or by at least four characters of Latin-1; the first eight must all be such characters. */
log_encoding log_encoding_detect(text_view bytes);

/* Length of a unit in bytes. Lengths and offsets are multiples of it. */
static inline size_t
log_encoding_unit(log_encoding encoding)
{
    return encoding == LOG_BYTES ? 1 : 2;
}

/* Index of the first unit that is the ASCII character c, or text.length. text begins with a whole unit. */
size_t log_encoding_find(log_encoding encoding, text_view text, char c);

/* Room that log_encoding_decode needs for length bytes at most. */
static inline size_t
log_encoding_room(log_encoding encoding, size_t length)
{
    return encoding == LOG_BYTES ? length : length / 2 * 3 + 3;
}

/* Writes text as UTF-8 to the room bytes at buffer, as many whole characters as fit. Half a pair of
 * surrogates and an odd byte at the end become U+FFFD. LOG_BYTES is copied. Returns the number of bytes
 * written. */
size_t log_encoding_decode(log_encoding encoding, text_view text, char *buffer, size_t room);

#endif
