/* text-view.h
 * A run of bytes in a buffer that belongs to someone else: a pointer and a length. Nothing is copied.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TEXT_VIEW_H
#define EXPRESSWAY_TEXT_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Valid as long as the buffer that it points into. An absent text has data NULL; an empty one has length 0
 * and data where it would begin. */
typedef struct {
    const char *data;
    size_t length;
} text_view;

/* A view of a string literal. TEXT_VIEW_INIT is for initializers of static objects. */
#define TEXT_VIEW_INIT(literal)                                                                              \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }
#define TEXT_VIEW(literal) ((text_view)TEXT_VIEW_INIT(literal))

static inline text_view
text_view_of(const char *data, size_t length)
{
    return (text_view){data, length};
}

static inline bool
text_view_is_empty(text_view text)
{
    return text.length == 0;
}

/* White space in SIP, line ends included, since a folded line counts as white space (RFC 3261 section 25.1,
 * LWS). */
static inline bool
text_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool
text_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline bool
text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ASCII only, whatever the locale. */
static inline char
text_lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

static inline bool
text_is_letter_or_digit(char c)
{
    return text_is_digit(c) || (text_lower(c) >= 'a' && text_lower(c) <= 'z');
}

/* The bytes of text from start on; empty where start is past the end. */
static inline text_view
text_view_from(text_view text, size_t start)
{
    if (start > text.length)
        start = text.length;
    if (text.data == NULL)
        return text;
    return text_view_of(text.data + start, text.length - start);
}

/* The first length bytes of text, or all of it. */
static inline text_view
text_view_first(text_view text, size_t length)
{
    return text_view_of(text.data, length < text.length ? length : text.length);
}

/* Number of digits at the start of text. */
static inline size_t
text_view_count_digits(text_view text)
{
    size_t count = 0;

    while (count < text.length && text_is_digit(text.data[count]))
        count++;
    return count;
}

/* Text without the blanks and tabs at its start. */
static inline text_view
text_view_without_indent(text_view text)
{
    size_t count = 0;

    while (count < text.length && text_is_blank(text.data[count]))
        count++;
    return text_view_from(text, count);
}

/* Text without white space at both ends. */
static inline text_view
text_view_trim(text_view text)
{
    while (text.length > 0 && text_is_space(text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length > 0 && text_is_space(text.data[text.length - 1]))
        text.length--;
    return text;
}

/* Index of the first c, or text.length. */
static inline size_t
text_view_find(text_view text, char c)
{
    const char *found = text.length > 0 ? memchr(text.data, c, text.length) : NULL;

    return found != NULL ? (size_t)(found - text.data) : text.length;
}

/* Index of the first occurrence of part, which is not empty, or text.length. */
size_t text_view_find_text(text_view text, text_view part);
size_t text_view_find_text_ignoring_case(text_view text, text_view part);

static inline bool
text_view_equals(text_view a, text_view b)
{
    return a.length == b.length &&
           (a.length == 0 || (a.data != NULL && memcmp(a.data, b.data, a.length) == 0));
}

static inline bool
text_view_starts_with(text_view text, text_view prefix)
{
    return text_view_equals(text_view_first(text, prefix.length), prefix);
}

bool text_view_equals_but_for_case(text_view a, text_view b);

/* Mostly the case is the same too. */
static inline bool
text_view_equals_ignoring_case(text_view a, text_view b)
{
    return text_view_equals(a, b) || text_view_equals_but_for_case(a, b);
}

static inline bool
text_view_starts_with_ignoring_case(text_view text, text_view prefix)
{
    return text_view_equals_ignoring_case(text_view_first(text, prefix.length), prefix);
}

bool text_view_ends_with(text_view text, text_view suffix);

/* Advances text past prefix. False where text does not start with prefix; text is then unchanged. */
bool text_view_skip(text_view *text, text_view prefix);

/* Reads text, which must be decimal digits only, as a number from 0 to maximum. Refuses empty text, signs,
 * blanks and larger numbers; *number is then unchanged. */
bool text_view_to_number(text_view text, uint32_t maximum, uint32_t *number);

#endif
