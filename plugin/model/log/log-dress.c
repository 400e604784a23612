/* log-dress.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-dress.h"

#include "log-encoding.h"
#include "log-syslog.h"

/* Greatest number of places in a line that are tried as the end of a file name. */
#define MOST_NAMES 64U

static bool
is_separator(char c)
{
    return c == ':' || c == '-';
}

/* Characters that are not expected in a file name are excluded. */
static bool
is_name_char(char c)
{
    return (unsigned char)c >= ' ' && c != '"' && c != '<' && c != '>' && c != '|';
}

static text_view
take_margin(text_view *text, unsigned *kinds)
{
    text_view margin;
    size_t length = 0;

    while (length < text->length && (text_is_blank(text->data[length]) || text->data[length] == '>'))
        length++;
    margin = text_view_first(*text, length);
    *text = text_view_from(*text, length);
    if (text_view_find(margin, '>') < length)
        *kinds |= LOG_DRESS_QUOTE;
    else if (length > 0)
        *kinds |= LOG_DRESS_INDENT;
    return margin;
}

/* Whether text is empty, or a syslog header as a whole. */
static bool
read_syslog(text_view text, log_dress *dress)
{
    size_t length = log_syslog_time_length(text);

    if (text.length == 0)
        return true;
    if (length == 0 || !log_syslog_is_sender(text_view_from(text, length)))
        return false;
    dress->sender = text_view_from(text, length);
    dress->kinds |= LOG_DRESS_SYSLOG;
    return true;
}

/* Reads what may follow the parts of grep. */
static bool
read_behind_grep(text_view text, log_dress *dress, unsigned kinds)
{
    dress->kinds |= kinds;
    dress->inner_margin = take_margin(&text, &dress->kinds);
    return read_syslog(text, dress);
}

/* Length of a line number and the separator after it, or 0. */
static size_t
number_length(text_view text, char separator)
{
    size_t digits = text_view_count_digits(text);

    return digits > 0 && digits < text.length && text.data[digits] == separator ? digits + 1 : 0;
}

/* "12:", "file:", "file:12:", or the same with "-"; cat -n puts a tab after the number. File names may hold
 * separators too, so several ends are tried. */
static bool
read_grep(text_view text, log_dress *dress)
{
    const log_dress none = *dress;
    size_t digits = text_view_count_digits(text);
    unsigned tried = 0;

    if (digits > 0 && digits < text.length &&
        (is_separator(text.data[digits]) || text.data[digits] == '\t') &&
        read_behind_grep(text_view_from(text, digits + 1), dress, LOG_DRESS_NUMBER))
        return true;
    for (size_t end = 0; end < text.length && is_name_char(text.data[end]) && tried < MOST_NAMES; end++) {
        text_view rest = text_view_from(text, end + 1);
        size_t number;

        if (end == 0 || !is_separator(text.data[end]))
            continue;
        tried++;
        number = number_length(rest, text.data[end]);
        *dress = none;
        dress->name = text_view_first(text, end);
        if (number > 0 &&
            read_behind_grep(text_view_from(rest, number), dress, LOG_DRESS_NAME | LOG_DRESS_NUMBER))
            return true;
        *dress = none;
        dress->name = text_view_first(text, end);
        /* "See this: 2016-04-19T…" is a sentence, not a file name. */
        if ((rest.length == 0 || !text_is_blank(rest.data[0])) &&
            read_behind_grep(rest, dress, LOG_DRESS_NAME))
            return true;
    }
    return false;
}

/* Where the prefix of the entry begins in a line, or line.length. */
static size_t
find_prefix(text_view line)
{
    for (size_t at = 0; at < line.length; at++) {
        char c = line.data[at];

        if (!text_is_digit(c) && c != '<' && c != '\xef')
            continue;
        if ((at == 0 || !text_is_letter_or_digit(line.data[at - 1])) &&
            log_prefix_length(text_view_from(line, at)) > 0)
            return at;
    }
    return line.length;
}

bool
log_dress_read(text_view text, log_dress *dress)
{
    text_view line = text_view_first(text, LOG_START_LONGEST);
    text_view before;

    line = text_view_first(line, text_view_find(line, '\n'));
    line = text_view_first(line, text_view_find(line, '\r'));
    *dress = (log_dress){.length = find_prefix(line)};
    before = text_view_first(line, dress->length);
    if (before.length == line.length)
        return false;
    if (text_view_starts_with(before, LOG_BYTE_ORDER_MARK))
        before = text_view_from(before, LOG_BYTE_ORDER_MARK.length);
    dress->margin = take_margin(&before, &dress->kinds);
    return read_syslog(before, dress) || read_grep(before, dress);
}

/* Skips as many quotation marks as margin has, and the blanks that follow the last of them there. */
static text_view
skip_margin(text_view margin, text_view line)
{
    size_t same = 0;

    while (text_view_find(margin, '>') < margin.length) {
        size_t blanks = 0;

        while (blanks < line.length && text_is_blank(line.data[blanks]))
            blanks++;
        if (blanks == line.length || line.data[blanks] != '>')
            return line;
        line = text_view_from(line, blanks + 1);
        margin = text_view_from(margin, text_view_find(margin, '>') + 1);
    }
    while (same < margin.length && same < line.length && margin.data[same] == line.data[same])
        same++;
    return text_view_from(line, same);
}

/* Skips the parts of grep. False where line lacks them. */
static bool
skip_grep(const log_dress *dress, text_view *line)
{
    text_view rest = *line;
    char separator;

    if (!text_view_starts_with(rest, dress->name))
        return false;
    rest = text_view_from(rest, dress->name.length);
    if ((dress->kinds & LOG_DRESS_NAME) != 0) {
        if (rest.length == 0 || !is_separator(rest.data[0]))
            return false;
        separator = rest.data[0];
        rest = text_view_from(rest, 1);
    } else {
        size_t digits = text_view_count_digits(rest);

        if (digits == rest.length)
            return false;
        separator = rest.data[digits];
    }
    if ((dress->kinds & LOG_DRESS_NUMBER) != 0) {
        size_t number = is_separator(separator) || separator == '\t' ? number_length(rest, separator) : 0;

        if (number == 0)
            return false;
        rest = text_view_from(rest, number);
    }
    *line = rest;
    return true;
}

static text_view
skip_syslog(const log_dress *dress, text_view line)
{
    size_t length = log_syslog_time_length(line);
    text_view rest = text_view_from(line, length);
    text_view sender = dress->sender;

    /* An empty line may have lost the blanks at its end. */
    if (length > 0 && rest.length < sender.length)
        sender = text_view_first(sender, sender.length - 1);
    return length > 0 && text_view_starts_with(rest, sender) ? text_view_from(rest, sender.length) : line;
}

size_t
log_dress_skip(const log_dress *dress, text_view line)
{
    text_view rest = skip_margin(dress->margin, line);

    if ((dress->kinds & (LOG_DRESS_NAME | LOG_DRESS_NUMBER)) != 0 && skip_grep(dress, &rest))
        rest = skip_margin(dress->inner_margin, rest);
    if ((dress->kinds & LOG_DRESS_SYSLOG) != 0)
        rest = skip_syslog(dress, rest);
    return line.length - rest.length;
}
