/* log-wrapping.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-wrapping.h"

#include <string.h>

#include "log-attribute.h"
#include "log-header-line.h"
#include "log-title.h"

/* Number of blanks that may be missing at the end of a line of fixed width, since blanks there get lost. */
#define LOST_BLANKS 2U

/* Longer words are cut even where lines are broken between words. */
#define LONG_WORD 60U

typedef enum { IN_STATEMENT, BEFORE_TITLE, BEFORE_BAR, IN_HEADERS, IN_REST } region;

typedef struct {
    char *text;
    size_t written;    /* length of the text that is finished, without the end of the last line */
    text_view last;    /* the part that was added to that line last */
    size_t last_width; /* width of that part before it was joined */
    size_t line_start; /* where the last line begins */
    size_t width;      /* the fixed one, or 0 */
    region region;
    unsigned joined;
} joiner;

/* The next line of text, without its end; text is advanced. */
static text_view
take_line(text_view *text)
{
    size_t end = text_view_find(*text, '\n');
    text_view line = text_view_first(*text, end);

    *text = text_view_from(*text, end + 1);
    if (line.length > 0 && line.data[line.length - 1] == '\r')
        line.length--;
    return line;
}

static bool
begins_with_known_attribute(text_view text)
{
    return log_attribute_begins(text) &&
           log_attribute_known(text_view_first(text, log_name_length(text))) >= 0;
}

/* Whether the end of a and the beginning of b make an attribute: a known one, as `Src-` and `ip="` do, or one
 * whose name is broken after a hyphen. */
static bool
makes_attribute(text_view a, text_view b)
{
    char both[2 * LOG_LONGEST_NAME];
    size_t start = a.length;
    text_view whole;

    while (start > 0 && a.length - start < LOG_LONGEST_NAME && !text_is_blank(a.data[start - 1]) &&
           a.data[start - 1] != '"')
        start--;
    a = text_view_from(a, start);
    b = text_view_first(b, LOG_LONGEST_NAME);
    if (a.length == 0 || a.length >= LOG_LONGEST_NAME || b.length == 0)
        return false;
    memcpy(both, a.data, a.length);
    memcpy(both + a.length, b.data, b.length);
    whole = text_view_of(both, a.length + b.length);
    return begins_with_known_attribute(whole) || (a.data[a.length - 1] == '-' && log_attribute_begins(whole));
}

static bool
ends_within_value(text_view line)
{
    log_attribute attribute;
    bool is_open = false;

    while (log_attribute_next(&line, &attribute))
        is_open =
            attribute.value.data + attribute.value.length == attribute.place.data + attribute.place.length;
    return is_open;
}

/* Whether b is the rest of a value: its first quote ends a value. */
static bool
ends_value(text_view b)
{
    size_t quote = text_view_find(b, '"');
    text_view behind = text_view_from(b, quote + 1);

    if (quote == b.length)
        return false;
    if (behind.length > 0 && behind.data[0] == ':')
        behind = text_view_from(behind, 1);
    if (text_view_is_empty(text_view_trim(behind)))
        return true;
    return text_is_blank(behind.data[0]) && log_attribute_begins(text_view_without_indent(behind));
}

bool
log_wrapping_shows(text_view entry)
{
    text_view first = take_line(&entry);
    text_view second = take_line(&entry);

    if (log_attribute_begins(second))
        return true;
    second = text_view_without_indent(second);
    if (second.length == 0 || log_title_begins(second))
        return false;
    return begins_with_known_attribute(second) || makes_attribute(first, second) ||
           (ends_value(second) && ends_within_value(first));
}

static bool
is_bar(text_view line)
{
    return text_view_equals(text_view_trim(line), TEXT_VIEW("|"));
}

static bool
ends_statement(text_view line)
{
    text_view content = text_view_without_indent(line);

    return content.length == 0 || log_title_begins(content) || content.data[0] == '|';
}

/* The width at which all lines are cut, or 0. No line is longer, at least two lines of the statement have
 * that width, and every other line of it that is continued is shorter by lost blanks only. */
static size_t
find_width(text_view text)
{
    text_view rest = text;
    size_t width = 0;
    unsigned count = 0;

    while (rest.length > 0) {
        text_view line = take_line(&rest);

        width = line.length > width ? line.length : width;
    }
    while (text.length > 0) {
        text_view line = take_line(&text);
        text_view next_lines = text;

        if (text.length == 0 || ends_statement(take_line(&next_lines)))
            break;
        if (line.length + LOST_BLANKS < width)
            return 0;
        count += line.length == width;
    }
    return count >= 2 ? width : 0;
}

/* Whether line continues the last line. Any blanks at its start are its own. */
static bool
goes_on(const joiner *join, text_view line)
{
    text_view content = text_view_without_indent(line);
    bool is_cut = join->width > 0 && join->last_width + LOST_BLANKS >= join->width;
    text_view whole;

    if (join->width > 0 && !is_cut)
        return false;
    if (join->region == IN_STATEMENT && (is_cut || content.length == line.length))
        return join->last_width == join->width || !log_header_line_is_plain(content);
    if (join->region == IN_STATEMENT)
        return log_attribute_begins(content);
    if (join->region == IN_REST)
        return is_cut && join->last_width == join->width;
    if (join->region != IN_HEADERS || content.length == 0 || log_header_line_begins(content) ||
        is_bar(content))
        return false;
    whole = text_view_of(join->text + join->line_start, join->written - join->line_start);
    return (is_cut || content.length == line.length) &&
           !log_header_line_is_content_length(text_view_without_indent(whole));
}

/* Whether line is joined to the last line without a blank. */
static bool
is_within_word(const joiner *join, text_view line)
{
    text_view last = join->last;
    const char *end = last.data + last.length;

    if (join->width > 0)
        return join->last_width == join->width;
    if (last.length == 0 || line.length == 0 || text_is_blank(line.data[0]) || text_is_blank(end[-1]))
        return false;
    if (end[-1] == '-' && last.length > 1 && text_is_letter_or_digit(end[-2]))
        return text_is_letter_or_digit(line.data[0]);
    if (join->region == IN_STATEMENT && makes_attribute(last, line))
        return true;
    return last.length >= LONG_WORD && text_view_find(last, ' ') == last.length;
}

static void
put(joiner *join, text_view bytes, size_t width)
{
    join->last_width = width;
    memmove(join->text + join->written, bytes.data, bytes.length);
    join->last = text_view_of(join->text + join->written, bytes.length);
    join->written += bytes.length;
}

static void
put_joined(joiner *join, text_view line)
{
    size_t width = line.length;
    bool within_word = is_within_word(join, line);

    if (!within_word) {
        while (join->written > join->line_start && text_is_blank(join->text[join->written - 1]))
            join->written--;
        join->text[join->written++] = ' ';
        line = text_view_without_indent(line);
    }
    put(join, line, width);
    join->joined++;
}

/* The region that begins with a line that is not joined. */
static region
region_after(region before, text_view line)
{
    text_view content = text_view_without_indent(line);
    log_message_kind kind;

    if (before == IN_STATEMENT)
        before = BEFORE_TITLE;
    if (before == BEFORE_TITLE && log_title_skip(&content, &kind)) {
        content = text_view_without_indent(content);
        before = BEFORE_BAR;
    }
    if (before == BEFORE_BAR && content.length > 0 && !log_title_begins(content))
        return content.data[0] == '|' ? IN_HEADERS : IN_REST;
    if (before == IN_HEADERS && (content.length == 0 || is_bar(content)))
        return IN_REST;
    return before;
}

/* Writing stays behind reading, so nothing is overwritten that is still needed. */
size_t
log_wrapping_join(char *text, size_t length, unsigned *joined)
{
    text_view rest = text_view_of(text, length);
    bool has_end = length > 0 && text[length - 1] == '\n';
    joiner join = {.text = text, .width = find_width(rest)};
    text_view line;

    line = take_line(&rest);
    put(&join, line, line.length);
    while (rest.length > 0) {
        bool ends;

        line = take_line(&rest);
        ends = join.region == IN_STATEMENT && ends_statement(line);

        if (!ends && goes_on(&join, line)) {
            put_joined(&join, line);
            continue;
        }
        join.region = region_after(join.region, line);
        text[join.written++] = '\n';
        join.line_start = join.written;
        put(&join, line, line.length);
    }
    if (has_end)
        text[join.written++] = '\n';
    *joined = join.joined;
    return join.written;
}
