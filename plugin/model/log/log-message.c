/* log-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-message.h"

#include <string.h>

/* The next line of lines, without its end, and whether it has an end. lines is advanced. False at the end. */
static bool
line_next(text_view *lines, text_view *line, bool *is_ended)
{
    size_t end = text_view_find(*lines, '\n');

    if (lines->length == 0)
        return false;
    *is_ended = end < lines->length;
    *line = text_view_first(*lines, end);
    *lines = text_view_from(*lines, end + 1);
    if (*is_ended && line->length > 0 && line->data[line->length - 1] == '\r')
        line->length--;
    return true;
}

static size_t
count_blanks(text_view line)
{
    size_t count = 0;

    while (count < line.length && (line.data[count] == ' ' || line.data[count] == '\t'))
        count++;
    return count;
}

/* Length of the part of the message's indent that a line has. */
static size_t
indent_length(text_view line, text_view indent)
{
    size_t count = 0;

    while (count < line.length && count < indent.length && line.data[count] == indent.data[count])
        count++;
    return count;
}

/* A title, followed by nothing or by the bar that begins the message; *rest is the text after it. */
static bool
is_title(text_view line, log_message_kind *kind, text_view *rest)
{
    if (!log_title_skip(&line, kind))
        return false;
    *rest = text_view_without_indent(line);
    return rest->length == 0 || rest->data[0] == '|';
}

/* The text from the start of line to the end of lines, which follow it. */
static text_view
from_line(text_view line, text_view lines)
{
    return text_view_of(line.data, (size_t)(lines.data - line.data) + lines.length);
}

/* Finds the bar that begins the message. */
static bool
find_begin(text_view continuation, log_message *message)
{
    text_view line = {NULL, 0};
    text_view rest = {NULL, 0};
    bool is_ended;
    bool has_title = false;

    while (!has_title && line_next(&continuation, &line, &is_ended))
        has_title = is_title(line, &message->kind, &rest);
    message->indent = text_view_first(line, has_title ? count_blanks(line) : 0);
    while (has_title && rest.length == 0 && line_next(&continuation, &line, &is_ended)) {
        message->indent = text_view_first(line, count_blanks(line));
        rest = text_view_from(line, message->indent.length);
    }
    if (rest.length == 0 || rest.data[0] != '|')
        return false;
    message->lines = text_view_from(from_line(rest, continuation), 1);
    return true;
}

bool
log_message_find(text_view continuation, log_message *message)
{
    text_view lines;
    text_view line;
    bool is_ended;
    const char *last = NULL; /* the last byte that is not white space */

    *message = (log_message){.lines = {NULL, 0}};
    if (!find_begin(continuation, message))
        return false;
    lines = message->lines;
    while (line_next(&lines, &line, &is_ended)) {
        text_view content = text_view_trim(line);

        if (text_view_equals(content, TEXT_VIEW("|"))) {
            message->lines = text_view_first(message->lines, (size_t)(line.data - message->lines.data));
            message->has_end = true;
            return true;
        }
        if (content.length > 0)
            last = content.data + content.length - 1;
    }
    if (last != NULL && *last == '|') {
        message->lines = text_view_first(message->lines, (size_t)(last - message->lines.data));
        message->has_end = true;
    }
    return true;
}

/* Writes bytes at written as far as they fit. Returns the position after them, whether they fit or not. */
static size_t
put(text_view bytes, char *buffer, size_t room, size_t written)
{
    if (written < room && bytes.length > 0) {
        size_t fits = room - written < bytes.length ? room - written : bytes.length;

        memcpy(buffer + written, bytes.data, fits);
    }
    return written + bytes.length;
}

size_t
log_message_write(const log_message *message, char *buffer, size_t room)
{
    text_view lines = message->lines;
    text_view line;
    bool is_ended;
    size_t written = 0;

    while (line_next(&lines, &line, &is_ended)) {
        if (line.data != message->lines.data)
            line = text_view_from(line, indent_length(line, message->indent));
        written = put(line, buffer, room, written);
        if (is_ended)
            written = put(TEXT_VIEW("\r\n"), buffer, room, written);
    }
    return written;
}
