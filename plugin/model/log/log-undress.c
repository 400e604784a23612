/* log-undress.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-undress.h"

#include <string.h>

#include "log-dress.h"
#include "log-scan.h"
#include "log-title.h"
#include "log-wrapping.h"

/* The lines of a record, one after the other, without dress and line ends. */
typedef struct {
    text_view rest;
    char line_end;
    const log_dress *dress;
    bool is_first; /* the next line is the record's first */
} line_reader;

typedef struct {
    text_view content;
    bool is_ended;
    bool has_carriage_return; /* before the end */
    size_t dress_length;
    const char *start; /* with the dress */
} read_line;

static bool
next_line(line_reader *reader, read_line *line)
{
    size_t end = text_view_find(reader->rest, reader->line_end);
    text_view content = text_view_first(reader->rest, end);

    if (reader->rest.length == 0)
        return false;
    *line = (read_line){.is_ended = end < reader->rest.length, .start = content.data};
    reader->rest = text_view_from(reader->rest, end + 1);
    while (line->is_ended && content.length > 0 && content.data[content.length - 1] == '\r') {
        content.length--;
        line->has_carriage_return = true;
    }
    line->dress_length = reader->is_first ? reader->dress->length : log_dress_skip(reader->dress, content);
    line->content = text_view_from(content, line->dress_length);
    reader->is_first = false;
    return true;
}

/* Whether every second line is empty, and there are at least two lines. */
static bool
is_doubled(line_reader reader)
{
    read_line line;
    unsigned count = 0;

    while (next_line(&reader, &line)) {
        if (count % 2 == 1 && line.content.length > 0)
            return false;
        count++;
    }
    return count >= 2;
}

static bool
is_fence(text_view content)
{
    return text_view_starts_with(content, TEXT_VIEW("```"));
}

/* Where the last line that is only a bar begins, which is the end of a message. Anything before it that looks
 * like a fence belongs to the message. */
static const char *
find_last_bar(line_reader reader)
{
    read_line line;
    const char *found = NULL;

    while (next_line(&reader, &line)) {
        if (text_view_equals(text_view_trim(line.content), TEXT_VIEW("|")))
            found = line.start;
    }
    return found;
}

/* Whether the fence that was just read is followed by one that opens a block again, as at the end of a page;
 * reader then continues after that. Otherwise the text after the fence does not belong to the entry. */
static bool
skip_page_break(line_reader *reader)
{
    line_reader ahead = *reader;
    read_line line;

    while (next_line(&ahead, &line)) {
        if (text_view_is_empty(text_view_trim(line.content)))
            continue;
        if (is_fence(line.content))
            *reader = ahead;
        return is_fence(line.content);
    }
    return false;
}

typedef struct {
    char *text;
    size_t written;
    log_stripped *stripped;
} writer;

static void
write_line(writer *out, const read_line *line)
{
    char *at = out->text + out->written;

    memmove(at, line->content.data, line->content.length);
    for (size_t i = 0; out->stripped->tabs && i < line->content.length; i++) {
        if (at[i] == '\t')
            at[i] = ' ';
    }
    out->written += line->content.length;
    if (line->is_ended)
        out->text[out->written++] = '\n';
}

/* Reading and writing share the same bytes; writing never overtakes reading. */
static size_t
write_lines(line_reader reader, bool is_grep, writer *out)
{
    const char *last_bar = find_last_bar(reader);
    bool doubled = is_doubled(reader);
    const char *end = reader.rest.data + reader.rest.length;
    read_line line;

    out->stripped->empty_lines = doubled;
    for (unsigned count = 0; next_line(&reader, &line); count++) {
        if (is_grep && line.dress_length == 0 && text_view_equals(line.content, TEXT_VIEW("--"))) {
            out->stripped->behind = (size_t)(end - line.start);
            break;
        }
        if (is_fence(line.content) && (last_bar == NULL || line.start > last_bar)) {
            if (!skip_page_break(&reader)) {
                out->stripped->behind = (size_t)(end - line.start);
                break;
            }
            out->stripped->page_breaks += (size_t)(reader.rest.data - line.start);
            continue;
        }
        if (doubled && count % 2 == 1)
            continue;
        out->stripped->carriage_returns |= line.has_carriage_return;
        out->stripped->dressed_lines += count > 0 && line.dress_length > 0;
        write_line(out, &line);
    }
    return out->written;
}

/* Notes what comes before the first line. */
static void
note_dress(text_view first, const log_dress *dress, log_stripped *stripped)
{
    text_view shown = text_view_first(first, dress->length);

    if (text_view_starts_with(first, LOG_BYTE_ORDER_MARK)) {
        stripped->byte_order_mark = true;
        shown = text_view_from(shown, LOG_BYTE_ORDER_MARK.length);
    }
    stripped->dress_length = shown.length;
    shown = text_view_first(shown, LOG_STRIPPED_LONGEST);
    if (shown.length > 0)
        memcpy(stripped->dress, shown.data, shown.length);
}

/* CR ends lines only where there is no LF. */
static char
line_end_of(text_view text)
{
    bool has_lf = text_view_find(text, '\n') < text.length;

    return !has_lf && text_view_find(text, '\r') < text.length ? '\r' : '\n';
}

static bool
is_tabbed(text_view line, const log_dress *dress)
{
    text_view entry = text_view_from(line, dress->length);

    entry = text_view_first(entry, log_prefix_length(entry));
    return text_view_find(entry, '\t') < entry.length;
}

size_t
log_undress(text_view record, char *buffer, size_t room, log_stripped *stripped)
{
    char line[LOG_START_LONGEST];
    text_view first = {line, 0};
    log_encoding encoding = log_encoding_detect(record);
    size_t length = log_encoding_decode(encoding, record, buffer, room);
    text_view text = text_view_of(buffer, length);
    log_dress dress;
    writer out = {.text = buffer, .stripped = stripped};

    *stripped = (log_stripped){.encoding = encoding};
    /* The first line is overwritten before the others are read. */
    first.length = length < sizeof line ? length : sizeof line;
    if (length > 0)
        memcpy(line, buffer, first.length);
    if (!log_dress_read(first, &dress))
        return length;
    note_dress(first, &dress, stripped);
    stripped->tabs = is_tabbed(first, &dress);
    stripped->only_carriage_returns = line_end_of(text) == '\r';
    length = write_lines(
        (line_reader){.rest = text, .line_end = line_end_of(text), .dress = &dress, .is_first = true},
        (dress.kinds & (LOG_DRESS_NAME | LOG_DRESS_NUMBER)) != 0, &out);
    if (log_wrapping_shows(text_view_of(buffer, length)))
        length = log_wrapping_join(buffer, length, &stripped->joined);
    return length;
}

size_t
log_undress_room(text_view record)
{
    return log_encoding_room(log_encoding_detect(record), record.length);
}

/* Length of the first of the further lines of an entry where that line is empty, else 0. */
static size_t
empty_line_length(text_view further)
{
    if (text_view_starts_with(further, TEXT_VIEW("\n")))
        return 1;
    return text_view_starts_with(further, TEXT_VIEW("\r\n")) ? 2 : 0;
}

bool
log_undress_changes_first_line(text_view record, size_t prefix, size_t end)
{
    text_view further;
    size_t empty;
    log_dress dress;

    if (prefix == 0)
        return log_encoding_detect(record) != LOG_BYTES || log_dress_read(record, &dress);
    if (log_scan(record.data, record.data + prefix, '\t') != NULL)
        return true;
    if (end == record.length)
        return text_view_find(record, '\r') < end;
    further = text_view_from(record, end + 1);
    if (further.length == 0 || log_title_begins(further))
        return false;
    empty = empty_line_length(further);
    return empty > 0 ? further.length > empty : further.length > 0 && log_wrapping_shows(record);
}

bool
log_undress_is_needed(text_view record, size_t prefix, log_stripped *stripped)
{
    size_t end = text_view_find(record, '\n');
    text_view further = text_view_from(record, end + 1);
    size_t carriage_returns = 0;

    *stripped = (log_stripped){.encoding = LOG_BYTES};
    if (log_undress_changes_first_line(record, prefix, end))
        return true;
    if (prefix == 0)
        return false;
    while (carriage_returns < end && record.data[end - 1 - carriage_returns] == '\r')
        carriage_returns++;
    if (carriage_returns > 1 || text_view_find(further, '`') < further.length)
        return true;
    stripped->carriage_returns = end < record.length && carriage_returns == 1;
    stripped->empty_lines = empty_line_length(further) > 0;
    stripped->byte_order_mark = text_view_starts_with(record, LOG_BYTE_ORDER_MARK);
    return false;
}
