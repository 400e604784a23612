/* log-attribute.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-attribute.h"

#include <string.h>

#define MOST_BLANKS 8
#define MOST_QUOTES 32 /* within a value, so that each byte is examined for at most that many attributes */

/* Letters, digits, "-", "_" and ".". */
static const bool is_name_char[256] = {
    ['-'] = true, ['.'] = true, ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,
    ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['A'] = true, ['B'] = true,
    ['C'] = true, ['D'] = true, ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true, ['I'] = true,
    ['J'] = true, ['K'] = true, ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true,
    ['Q'] = true, ['R'] = true, ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true,
    ['X'] = true, ['Y'] = true, ['Z'] = true, ['_'] = true, ['a'] = true, ['b'] = true, ['c'] = true,
    ['d'] = true, ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true, ['j'] = true,
    ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true, ['p'] = true, ['q'] = true,
    ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true, ['x'] = true,
    ['y'] = true, ['z'] = true};

int
log_attribute_known(text_view name)
{
    char text[LOG_LONGEST_START] = {0};
    size_t length;
    int known;

    if (name.length > LOG_LONGEST_START - 2)
        return -1;
    if (name.length > 0)
        memcpy(text, name.data, name.length);
    text[name.length] = '=';
    text[name.length + 1] = '"';
    known = log_known_start(text, &length);
    return known >= 0 && length == name.length + 2 ? known : -1;
}

static text_view
skip_some_blanks(text_view text)
{
    size_t count = 0;

    while (count < MOST_BLANKS && count < text.length && text_is_blank(text.data[count]))
        count++;
    return text_view_from(text, count);
}

size_t
log_name_length(text_view text)
{
    size_t most = text.length <= LOG_LONGEST_NAME ? text.length : LOG_LONGEST_NAME + 1;
    size_t length = 0;

    while (length < most && is_name_char[(unsigned char)text.data[length]])
        length++;
    return length;
}

/* Length of `Name=` and a stray blank after it, where a quote follows and so an attribute begins text;
 * otherwise 0. */
static inline size_t
name_length(text_view text, text_view *name)
{
    size_t length = log_name_length(text);

    if (length == 0 || length > LOG_LONGEST_NAME || length == text.length || text.data[length] != '=')
        return 0;
    if (text_is_digit(text.data[0]))
        return 0;
    *name = text_view_first(text, length);
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

/* Whether text, which follows a quote, begins with the colon that ends a head. */
static bool
begins_with_colon(text_view text)
{
    return text.length > 0 && text.data[0] == ':' && (text.length == 1 || text_is_space(text.data[1]));
}

/* Whether the text after a quote shows that a value ends at the quote. */
static bool
ends_value(text_view after)
{
    text_view rest = skip_some_blanks(after);

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
    return text_is_blank(before) || before == '(' || before == '=' || before == ',' || before == '[';
}

/* Where the value at the start of text ends, whose first quote is at first: index of its closing quote, or
 * text.length. */
static size_t
quoted_value_length(text_view text, size_t first)
{
    bool within_pair = false;
    size_t fallback = text.length; /* end of the value if a pair is never closed */
    size_t at = first;

    for (unsigned quotes = 0; at < text.length; quotes++) {
        if (!within_pair && (!opens_pair(text, at) || ends_value(text_view_from(text, at + 1))))
            return at;
        if (quotes >= MOST_QUOTES)
            return fallback < text.length ? fallback : at;
        if (within_pair && fallback == text.length && ends_value(text_view_from(text, at + 1)))
            fallback = at;
        within_pair = !within_pair;
        at += 1 + text_view_find(text_view_from(text, at + 1), '"');
    }
    return fallback;
}

/* Where the value at the start of text ends. No pair is opened behind a character of a name, as most values
 * have it before their end. */
static inline size_t
value_length(text_view text)
{
    size_t first = text_view_find(text, '"');

    if (first == 0 || is_name_char[(unsigned char)text.data[first - 1]])
        return first;
    return quoted_value_length(text, first);
}

/* Length of what stands before the value of the attribute at the start of line, or 0; sets what is known of
 * its name. Most attributes are known and have no stray blank, which is found at once. */
static inline size_t
read_start(text_view line, log_attribute *attribute)
{
    size_t length;

    attribute->known = line.length >= LOG_LONGEST_START ? log_known_start(line.data, &length) : -1;
    if (attribute->known >= 0) {
        attribute->name = text_view_first(line, length - 2);
        return length;
    }
    length = name_length(line, &attribute->name);
    if (length == 0)
        return 0;
    attribute->known = log_attribute_known(attribute->name);
    return length + 1;
}

bool
log_attribute_read(text_view *line, log_attribute *attribute)
{
    const char *begin = line->data;
    const char *end = begin + line->length;
    size_t start = read_start(*line, attribute);
    const char *at;

    if (start == 0)
        return false;
    at = begin + start;
    attribute->value = text_view_of(at, value_length(text_view_of(at, (size_t)(end - at))));
    at += attribute->value.length;
    if (at < end)
        at++;
    attribute->place = text_view_of(begin, (size_t)(at - begin));
    attribute->is_last_of_head =
        at < end && *at == ':' && begins_with_colon(text_view_of(at, (size_t)(end - at)));
    if (attribute->is_last_of_head)
        at++;
    while (at < end && text_is_blank(*at))
        at++;
    *line = text_view_of(at, (size_t)(end - at));
    return true;
}

bool
log_attribute_next(text_view *line, log_attribute *attribute)
{
    while (line->length > 0) {
        size_t other = 0;

        if (log_attribute_read(line, attribute))
            return true;
        while (other < line->length && is_name_char[(unsigned char)line->data[other]])
            other++;
        while (other < line->length && !is_name_char[(unsigned char)line->data[other]])
            other++;
        *line = text_view_from(*line, other);
    }
    return false;
}
