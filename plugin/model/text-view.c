/* text-view.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "text-view.h"

bool
text_view_equals_but_for_case(text_view a, text_view b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (text_lower(a.data[i]) != text_lower(b.data[i]))
            return false;
    }
    return true;
}

bool
text_view_ends_with(text_view text, text_view suffix)
{
    return text.length >= suffix.length &&
           text_view_equals(text_view_from(text, text.length - suffix.length), suffix);
}

bool
text_view_skip(text_view *text, text_view prefix)
{
    if (!text_view_starts_with(*text, prefix))
        return false;
    *text = text_view_from(*text, prefix.length);
    return true;
}

size_t
text_view_find_text(text_view text, text_view part)
{
    const char *at = text.data;
    const char *last; /* where part could begin last */

    if (text.length < part.length)
        return text.length;
    last = at + (text.length - part.length);
    while (at <= last && (at = memchr(at, part.data[0], (size_t)(last - at) + 1)) != NULL) {
        if (memcmp(at, part.data, part.length) == 0)
            return (size_t)(at - text.data);
        at++;
    }
    return text.length;
}

size_t
text_view_find_text_ignoring_case(text_view text, text_view part)
{
    for (size_t at = 0; text.data != NULL && at + part.length <= text.length; at++) {
        if (text_view_starts_with_ignoring_case(text_view_from(text, at), part))
            return at;
    }
    return text.length;
}

bool
text_view_to_number(text_view text, uint32_t maximum, uint32_t *number)
{
    uint64_t value = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!text_is_digit(text.data[i]))
            return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
        if (value > maximum)
            return false;
    }
    *number = (uint32_t)value;
    return true;
}
