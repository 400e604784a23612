/* log-attribute.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-attribute.h"

#define LONGEST_NAME 64
#define MOST_BLANKS 8
#define MOST_QUOTES 32 /* within a value; every byte is looked at by no more attributes than that */

static bool
is_name_char(char c)
{
    char lower = text_lower(c);

    return (lower >= 'a' && lower <= 'z') || text_is_digit(c) || c == '-' || c == '_' || c == '.';
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static text_view
skip_blanks(text_view text, size_t most)
{
    size_t count = 0;

    while (count < most && count < text.length && is_blank(text.data[count]))
        count++;
    return text_view_from(text, count);
}

/* Length of `Name=`, and of a stray blank after it, where a quote follows and so an attribute begins text;
 * else 0. */
static size_t
name_length(text_view text, text_view *name)
{
    size_t length = 0;

    while (length < text.length && length <= LONGEST_NAME && is_name_char(text.data[length]))
        length++;
    if (length == 0 || length > LONGEST_NAME || text_is_digit(text.data[0]))
        return 0;
    *name = text_view_first(text, length);
    if (length == text.length || text.data[length] != '=')
        return 0;
    length++;
    if (length < text.length && text.data[length] == ' ')
        length++;
    return length < text.length && text.data[length] == '"' ? length : 0;
}

bool
log_attribute_begins(text_view text)
{
    text_view name;

    return name_length(text, &name) > 0;
}

/* Whether text, what follows a quote, begins with the colon that ends a head. */
static bool
begins_with_colon(text_view text)
{
    return text.length > 0 && text.data[0] == ':' && (text.length == 1 || text_is_space(text.data[1]));
}

/* Whether what follows a quote shows that a value ends there. */
static bool
ends_value(text_view after)
{
    text_view rest = skip_blanks(after, MOST_BLANKS);

    if (rest.length == 0 || begins_with_colon(after))
        return true;
    return rest.length < after.length && log_attribute_begins(rest);
}

/* Whether the quote at text[at] opens a pair within a value, as in `the zone "X" is down`. */
static bool
opens_pair(text_view text, size_t at)
{
    char before;
    char after;

    if (at == 0 || at + 1 == text.length)
        return false;
    before = text.data[at - 1];
    after = text.data[at + 1];
    if (text_is_space(after) || after == ',' || after == ';' || after == ')' || after == '"')
        return false;
    return is_blank(before) || before == '(' || before == '=' || before == ',' || before == '[';
}

/* Where the value that text begins with ends: index of its closing quote, or text.length. */
static size_t
value_length(text_view text)
{
    bool within_pair = false;
    size_t fallback = text.length; /* where the value ends if a pair is never closed */
    size_t at = text_view_find(text, '"');

    for (unsigned quotes = 0; at < text.length; quotes++) {
        bool ends = ends_value(text_view_from(text, at + 1));

        if (!within_pair && (ends || quotes >= MOST_QUOTES || !opens_pair(text, at)))
            return at;
        if (quotes >= MOST_QUOTES)
            return fallback < text.length ? fallback : at;
        if (within_pair && ends && fallback == text.length)
            fallback = at;
        within_pair = !within_pair;
        at += 1 + text_view_find(text_view_from(text, at + 1), '"');
    }
    return fallback;
}

bool
log_attribute_read(text_view *line, log_attribute *attribute)
{
    size_t start = name_length(*line, &attribute->name);
    text_view rest;
    size_t end;

    if (start == 0)
        return false;
    rest = text_view_from(*line, start + 1);
    end = value_length(rest);
    attribute->value = text_view_first(rest, end);
    rest = text_view_from(rest, end + 1);
    attribute->place = text_view_first(*line, line->length - rest.length);
    attribute->is_last_of_head = begins_with_colon(rest);
    if (attribute->is_last_of_head)
        rest = text_view_from(rest, 1);
    *line = skip_blanks(rest, rest.length);
    return true;
}

bool
log_attribute_next(text_view *line, log_attribute *attribute)
{
    while (line->length > 0) {
        size_t other = 0;

        if (log_attribute_read(line, attribute))
            return true;
        while (other < line->length && is_name_char(line->data[other]))
            other++;
        while (other < line->length && !is_name_char(line->data[other]))
            other++;
        *line = text_view_from(*line, other);
    }
    return false;
}

int
log_attribute_known(text_view name)
{
    static const text_view names[LOG_ATTRIBUTES] = {
        [LOG_UTC_TIME] = {"UTCTime", 7},
        [LOG_MODULE] = {"Module", 6},
        [LOG_LEVEL] = {"Level", 5},
        [LOG_EVENT] = {"Event", 5},
        [LOG_ACTION] = {"Action", 6},
        [LOG_DETAIL] = {"Detail", 6},
        [LOG_MSG_HASH] = {"Msg-Hash", 8},
        [LOG_LOCAL_IP] = {"Local-ip", 8},
        [LOG_LOCAL_PORT] = {"Local-port", 10},
        [LOG_SRC_IP] = {"Src-ip", 6},
        [LOG_SRC_PORT] = {"Src-port", 8},
        [LOG_DST_IP] = {"Dst-ip", 6},
        [LOG_DST_PORT] = {"Dst-port", 8},
        [LOG_REASON] = {"Reason", 6},
        [LOG_CODE_LOCATION] = {"CodeLocation", 12},
        [LOG_METHOD] = {"Method", 6},
        [LOG_SERVICE] = {"Service", 7},
        [LOG_PROTOCOL] = {"Protocol", 8},
    };

    for (int i = 0; i < LOG_ATTRIBUTES; i++) {
        if (name.length == names[i].length && text_view_equals(name, names[i]))
            return i;
    }
    return -1;
}
