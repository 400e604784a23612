/* log-body.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-body.h"

#include <stdio.h>
#include <string.h>

/* Index just past the empty line that ends the headers, or text.length. */
static size_t
body_start(text_view text)
{
    const text_view empty_line = TEXT_VIEW("\n\r\n");
    size_t end = text_view_find_text(text, empty_line);

    return end < text.length ? end + empty_line.length : text.length;
}

/* Length of the header line at the start of text, with the lines folded into it, without the last line end.
 * */
static size_t
header_length(text_view text)
{
    size_t end = text_view_find(text, '\r');

    while (end + 2 < text.length && (text.data[end + 2] == ' ' || text.data[end + 2] == '\t'))
        end += 2 + text_view_find(text_view_from(text, end + 2), '\r');
    return end;
}

static bool
is_content_length(text_view name)
{
    return text_view_equals_ignoring_case(name, TEXT_VIEW("Content-Length")) ||
           text_view_equals_ignoring_case(name, TEXT_VIEW("l"));
}

/* Finds the place of the value of Content-Length in the headers of a message: everything up to the end of the
 * line. */
static bool
find_content_length(text_view headers, text_view *value)
{
    while (headers.data != NULL && headers.length > 0) {
        text_view line = text_view_first(headers, header_length(headers));
        size_t colon = text_view_find(line, ':');

        *value = text_view_from(line, colon + 1);
        while (value->length > 0 && value->data[0] == ' ')
            *value = text_view_from(*value, 1);
        if (colon < line.length && is_content_length(text_view_trim(text_view_first(line, colon))))
            return true;
        headers = text_view_from(headers, line.length + 2);
    }
    return false;
}

static size_t
count_lines(text_view body)
{
    size_t count = 0;

    for (size_t at = text_view_find(body, '\n'); at < body.length; count++)
        at += 1 + text_view_find(text_view_from(body, at + 1), '\n');
    return count;
}

/* Removes the CR before each LF; log_message_write puts a CR before every LF. Returns the new length. */
static size_t
end_lines_with_lf(char *body, size_t length)
{
    size_t kept = 0;

    for (size_t at = 0; at < length; at++) {
        if (body[at] != '\r' || at + 1 == length || body[at + 1] != '\n')
            body[kept++] = body[at];
    }
    return kept;
}

/* Replaces value by number. Returns how many bytes longer the message has become, which may be negative. */
static ptrdiff_t
rewrite(char *message, size_t length, text_view value, size_t number)
{
    char digits[LOG_BODY_ROOM + 1];
    size_t count = (size_t)snprintf(digits, sizeof digits, "%zu", number);
    size_t start = (size_t)(value.data - message);
    size_t end = start + value.length;

    memmove(message + start + count, message + end, length - end);
    memcpy(message + start, digits, count);
    return (ptrdiff_t)count - (ptrdiff_t)value.length;
}

/* Length of the part of the body that its Content-Length covers, or would cover if it were right. */
static size_t
covered_length(char *message, text_view rest, const log_body *body)
{
    if (rest.length - count_lines(rest) == body->content_length)
        return end_lines_with_lf(message, rest.length);
    if (text_view_is_empty(text_view_trim(text_view_from(rest, body->content_length))))
        return body->content_length;
    return rest.length;
}

size_t
log_body_fit(char *message, size_t length, log_body *body)
{
    text_view whole = text_view_of(message, length);
    size_t start = body_start(whole);
    text_view rest = text_view_from(whole, start);
    text_view value;
    text_view number;

    *body = (log_body){.length = rest.length};
    if (!find_content_length(text_view_first(whole, start), &value)) {
        if (text_view_is_empty(text_view_trim(rest)))
            body->length = 0;
        return start + body->length;
    }
    number = text_view_trim(value);
    body->has_number = text_view_to_number(number, INT32_MAX, &body->content_length);
    if (body->has_number && rest.length > body->content_length)
        body->length = covered_length(message + start, rest, body);
    length = start + body->length;
    body->is_rewritten = !body->has_number || body->length > body->content_length;
    if (!body->is_rewritten && number.length == value.length)
        return length;
    return (size_t)((ptrdiff_t)length + rewrite(message, length, value,
                                                body->is_rewritten ? body->length : body->content_length));
}
