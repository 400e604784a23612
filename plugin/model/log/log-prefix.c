/* log-prefix.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-prefix.h"

#include <string.h>

#include "log-attribute.h"

#define BYTE_ORDER_MARK TEXT_VIEW("\xef\xbb\xbf")
#define LONGEST_HOST 255

/* Control characters, blanks, and " = < > |. */
static const bool ends_host[256] = {
    [0] = true,   [1] = true,   [2] = true,    [3] = true,    [4] = true,   [5] = true,   [6] = true,
    [7] = true,   [8] = true,   ['\t'] = true, ['\n'] = true, [11] = true,  [12] = true,  ['\r'] = true,
    [14] = true,  [15] = true,  [16] = true,   [17] = true,   [18] = true,  [19] = true,  [20] = true,
    [21] = true,  [22] = true,  [23] = true,   [24] = true,   [25] = true,  [26] = true,  [27] = true,
    [28] = true,  [29] = true,  [30] = true,   [31] = true,   [' '] = true, ['"'] = true, ['='] = true,
    ['<'] = true, ['>'] = true, ['|'] = true};

static inline bool
is_host_char(char c)
{
    return !ends_host[(unsigned char)c];
}

/* Skips `c` at the start of text, if it is there. */
static inline bool
skip(text_view *text, char c)
{
    if (text->length == 0 || text->data[0] != c)
        return false;
    *text = text_view_from(*text, 1);
    return true;
}

static inline size_t
skip_blanks(text_view *text)
{
    size_t count = 0;

    while (count < text->length && (text->data[count] == ' ' || text->data[count] == '\t'))
        count++;
    *text = text_view_from(*text, count);
    return count;
}

static inline const char *
after_blanks(const char *at, const char *end)
{
    while (at < end && text_is_blank(*at))
        at++;
    return at;
}

static bool
is_line_end(text_view text)
{
    return text.length == 0 || text.data[0] == '\r' || text.data[0] == '\n';
}

/* The characters of one kind at the start of text; text is advanced past them. */
static inline text_view
take(text_view *text, bool (*is_of_kind)(char))
{
    size_t length = 0;
    text_view taken;

    while (length < text->length && is_of_kind(text->data[length]))
        length++;
    taken = text_view_first(*text, length);
    *text = text_view_from(*text, length);
    return taken;
}

/* Syslog's "<166>" (RFC 5424 section 6.2.1). */
static void
skip_priority(text_view *text)
{
    text_view rest = *text;
    text_view digits;

    if (!skip(&rest, '<'))
        return;
    digits = take(&rest, text_is_digit);
    if (digits.length == 0 || digits.length > 3 || !skip(&rest, '>'))
        return;
    skip_blanks(&rest);
    *text = rest;
}

/* "[ET_NET 1]ERROR:": a thread of the traffic server. */
static bool
begins_with_thread(text_view text)
{
    return text_view_starts_with(text, TEXT_VIEW("[ET_"));
}

/* Reads "name: " or "name[15060]: "; before an attribute or a thread the blank may be missing. False, with
 * text unchanged, where there is no process. */
static bool
read_process(text_view *text, text_view *name, text_view *id)
{
    text_view rest;
    text_view number = {NULL, 0};

    *name = text_view_first(*text, log_name_length(*text));
    rest = text_view_from(*text, name->length);
    if (name->length == 0 || name->length > LOG_LONGEST_NAME)
        return false;
    if (skip(&rest, '[')) {
        number = take(&rest, text_is_digit);
        if (number.length == 0 || !skip(&rest, ']'))
            return false;
    }
    if (!skip(&rest, ':') || (skip_blanks(&rest) == 0 && !is_line_end(rest) && !log_attribute_begins(rest) &&
                              !begins_with_thread(rest)))
        return false;
    *id = number;
    *text = rest;
    return true;
}

/* Reads the second of two processes: remote syslog repeats the first, and httpd names the part of it that
 * wrote the entry. Anywhere else a word and a colon are text. */
static void
read_second_process(text_view *text, log_prefix *prefix)
{
    text_view rest = *text;
    text_view name;
    text_view id;
    size_t length;

    /* An attribute, as most entries have it there, is not a process. */
    if (rest.length >= LOG_LONGEST_START && log_known_start(rest.data, &length) >= 0)
        return;
    if (!read_process(&rest, &name, &id))
        return;
    if (text_view_equals(name, prefix->process)) {
        if (id.data != NULL)
            prefix->process_id = id;
        *text = rest;
    } else if (log_attribute_begins(rest)) {
        prefix->process_part = name;
        *text = rest;
    }
}

/* Reads host and process, after the time and its blanks. None of them can hold the end of a line. */
static bool
read_speaker(text_view *line, log_prefix *prefix)
{
    size_t length;

    prefix->host = take(line, is_host_char);
    length = prefix->host.length;
    if (length == 0 || length > LONGEST_HOST || prefix->host.data[length - 1] == ':' ||
        skip_blanks(line) == 0)
        return false;
    prefix->process_id = prefix->process_part = text_view_of(NULL, 0);
    if (read_process(line, &prefix->process, &prefix->process_id)) {
        read_second_process(line, prefix);
        return true;
    }
    prefix->process = text_view_of(NULL, 0);
    return log_attribute_begins(*line);
}

bool
log_prefix_read(text_view text, log_prefix *prefix)
{
    text_view line = text_view_first(text, LOG_START_LONGEST);
    size_t length;

    /* A digit, or what may come before it; most lines are declined here. */
    if (line.length == 0 || !log_prefix_may_start(line.data[0]))
        return false;
    if (line.data[0] == '\xef' && text_view_starts_with(line, BYTE_ORDER_MARK))
        line = text_view_from(line, BYTE_ORDER_MARK.length);
    skip_priority(&line);
    length = log_time_read_prefix(line, NULL);
    prefix->time = text_view_first(line, length);
    line = text_view_from(line, length);
    if (length == 0 || skip_blanks(&line) == 0 || !read_speaker(&line, prefix))
        return false;
    prefix->length = (size_t)(line.data - text.data);
    return true;
}

/* The length of a prefix of the most usual kind, with a process and a known attribute behind it, or 0. Text
 * that follows such an attribute does not matter. */
static size_t
usual_length(text_view text)
{
    const char *at = text.data + log_time_read_prefix(text, NULL);
    const char *end = text.data + text.length;
    const char *host = after_blanks(at, end);
    const char *process;
    size_t length;

    if (at == text.data || host == at)
        return 0;
    for (at = host; at < end && is_host_char(*at); at++)
        ;
    process = after_blanks(at, end);
    if (at == host || at - host > LONGEST_HOST || at[-1] == ':' || process == at)
        return 0;
    at = process + log_name_length(text_view_of(process, (size_t)(end - process)));
    if (at == process || at - process > LOG_LONGEST_NAME || at == end || *at != ':')
        return 0;
    at = after_blanks(at + 1, end);
    if (end - at < (ptrdiff_t)LOG_LONGEST_START || log_known_start(at, &length) < 0)
        return 0;
    return (size_t)(at - text.data);
}

size_t
log_prefix_length(text_view text)
{
    log_prefix prefix;
    size_t length;

    if (text.length == 0 || !log_prefix_may_start(text.data[0]))
        return 0;
    length = usual_length(text_view_first(text, LOG_START_LONGEST));
    if (length > 0)
        return length;
    return log_prefix_read(text, &prefix) ? prefix.length : 0;
}

/* A known attribute behind the prefix ends it, whatever follows, so bytes that are the same give the same. A
 * prefix that begins with a digit begins with the time. */
size_t
log_prefix_length_like(text_view text, text_view like, size_t length)
{
    size_t same = length + LOG_LONGEST_START;
    size_t start;

    if (length > LOG_DATE_AND_TIME && same <= LOG_START_LONGEST && same <= text.length &&
        same <= like.length &&
        memcmp(text.data + LOG_DATE_AND_TIME, like.data + LOG_DATE_AND_TIME, same - LOG_DATE_AND_TIME) == 0 &&
        log_time_begins_prefix(text) && text_is_digit(like.data[0]) &&
        log_known_start(text.data + length, &start) >= 0)
        return length;
    return log_prefix_length(text);
}
