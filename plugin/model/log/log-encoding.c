/* log-encoding.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-encoding.h"

#include <string.h>

#define REPLACEMENT 0xfffdU
#define UNITS_LOOKED_AT 8U
#define LEAST_UNITS 4U

static unsigned
unit_at(log_encoding encoding, const char *at)
{
    unsigned first = (unsigned char)at[0];
    unsigned second = (unsigned char)at[1];

    return encoding == LOG_UTF16_LE ? first | second << 8 : second | first << 8;
}

static bool
is_text(unsigned unit)
{
    return unit >= ' ' || unit == '\t' || unit == '\r' || unit == '\n';
}

/* Whether bytes begin with at least least units of text, each below limit; the first UNITS_LOOKED_AT are
 * examined. */
static bool
begins_with_text(log_encoding encoding, text_view bytes, unsigned least, unsigned limit)
{
    size_t count = bytes.length / 2 < UNITS_LOOKED_AT ? bytes.length / 2 : UNITS_LOOKED_AT;

    for (size_t i = 0; i < count; i++) {
        unsigned unit = unit_at(encoding, bytes.data + 2 * i);

        if (!is_text(unit) || unit >= limit)
            return false;
    }
    return count >= least;
}

log_encoding
log_encoding_detect(text_view bytes)
{
    if (bytes.length < 2)
        return LOG_BYTES;
    if (unit_at(LOG_UTF16_LE, bytes.data) == 0xfeff)
        return begins_with_text(LOG_UTF16_LE, text_view_from(bytes, 2), 1, 0xfffe) ? LOG_UTF16_LE : LOG_BYTES;
    if (unit_at(LOG_UTF16_BE, bytes.data) == 0xfeff)
        return begins_with_text(LOG_UTF16_BE, text_view_from(bytes, 2), 1, 0xfffe) ? LOG_UTF16_BE : LOG_BYTES;
    if (bytes.data[0] != 0 && bytes.data[1] != 0)
        return LOG_BYTES;
    if (begins_with_text(LOG_UTF16_LE, bytes, LEAST_UNITS, 0x100))
        return LOG_UTF16_LE;
    return begins_with_text(LOG_UTF16_BE, bytes, LEAST_UNITS, 0x100) ? LOG_UTF16_BE : LOG_BYTES;
}

size_t
log_encoding_find(log_encoding encoding, text_view text, char c)
{
    size_t low = encoding == LOG_UTF16_LE ? 0 : 1; /* offset of the lower half within a unit */
    size_t at = 0;

    if (encoding == LOG_BYTES)
        return text_view_find(text, c);
    while (at < text.length) {
        size_t found = at + text_view_find(text_view_from(text, at), c);
        size_t unit = found / 2 * 2;

        if (unit + 2 > text.length)
            return text.length;
        if (found == unit + low && text.data[unit + 1 - low] == 0)
            return unit;
        at = found + 1;
    }
    return text.length;
}

/* The character at the start of text, which is not empty; text is advanced. */
static unsigned
next_character(log_encoding encoding, text_view *text)
{
    unsigned unit = text->length >= 2 ? unit_at(encoding, text->data) : REPLACEMENT;
    unsigned low;

    *text = text_view_from(*text, 2);
    if (unit < 0xd800 || unit > 0xdfff)
        return unit;
    low = unit < 0xdc00 && text->length >= 2 ? unit_at(encoding, text->data) : 0;
    if (low < 0xdc00 || low > 0xdfff)
        return REPLACEMENT;
    *text = text_view_from(*text, 2);
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

/* Encodes character as UTF-8. Returns the number of bytes. */
static size_t
encode(unsigned character, char bytes[4])
{
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    bytes[0] = (char)(length == 1 ? character : first[length] | character);
    return length;
}

size_t
log_encoding_decode(log_encoding encoding, text_view text, char *buffer, size_t room)
{
    size_t written = 0;

    if (encoding == LOG_BYTES) {
        text = text_view_first(text, room);
        if (text.length > 0)
            memcpy(buffer, text.data, text.length);
        return text.length;
    }
    while (text.length > 0) {
        char bytes[4];
        size_t length = encode(next_character(encoding, &text), bytes);

        if (length > room - written)
            break;
        memcpy(buffer + written, bytes, length);
        written += length;
    }
    return written;
}
