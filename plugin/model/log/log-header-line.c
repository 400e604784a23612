/* log-header-line.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-header-line.h"

#include <string.h>

/* Greatest length of a line with a Content-Length. */
#define LONGEST_CONTENT_LENGTH 64U

/* Length of "Name:" at the start of line, with any blanks before the colon, or 0. */
static size_t
header_name_length(text_view line)
{
    size_t length = 0;

    if (line.length == 0 || text_is_digit(line.data[0]))
        return 0;
    while (length < line.length && (text_is_letter_or_digit(line.data[length]) || line.data[length] == '-'))
        length++;
    if (length == 0)
        return 0;
    while (length < line.length && text_is_blank(line.data[length]))
        length++;
    return length < line.length && line.data[length] == ':' ? length + 1 : 0;
}

bool
log_header_line_is_plain(text_view line)
{
    size_t length = header_name_length(line);

    return length > 0 && (length == line.length || text_is_blank(line.data[length]));
}

bool
log_header_line_begins(text_view line)
{
    static const char *const schemes[] = {"sip:", "sips:", "tel:", "http:", "https:", "urn:"};
    size_t length = header_name_length(line);
    text_view name = text_view_first(line, length);

    if (length == 0 || log_header_line_is_plain(line))
        return length > 0;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (text_view_equals_ignoring_case(name, text_view_of(schemes[i], strlen(schemes[i]))))
            return false;
    }
    return !text_is_digit(line.data[length]);
}

bool
log_header_line_is_content_length(text_view line)
{
    size_t colon = text_view_find(line, ':');
    text_view name = text_view_trim(text_view_first(line, colon));
    text_view value = text_view_trim(text_view_from(line, colon + 1));
    uint32_t number;

    if (line.length > LONGEST_CONTENT_LENGTH)
        return false;
    return (text_view_equals_ignoring_case(name, TEXT_VIEW("Content-Length")) ||
            text_view_equals_ignoring_case(name, TEXT_VIEW("l"))) &&
           text_view_to_number(value, UINT32_MAX, &number);
}
