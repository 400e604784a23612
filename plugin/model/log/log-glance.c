/* log-glance.c
 * Nearly all statements are attributes one after the other, up to their end or to free text after a colon,
 * with values that have no quotes. Only such statements are read here; log_entry_parse reads the others.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-glance.h"

#include <string.h>

#include "log-scan.h"

/* Length of the name at the start of text, and of its `="`; 0 where that is not how an attribute begins. */
static inline size_t
start_length(const char *text, const char *end, int *known)
{
    size_t room = (size_t)(end - text);
    size_t length;

    *known = room >= LOG_LONGEST_START ? log_known_start(text, &length) : -1;
    if (*known >= 0)
        return length;
    length = log_name_length(text_view_of(text, room));
    if (length == 0 || length > LOG_LONGEST_NAME || length + 2 > room || text[length] != '=' ||
        text[length + 1] != '"' || text_is_digit(text[0]))
        return 0;
    *known = log_attribute_known(text_view_of(text, length));
    return length + 2;
}

/* Whether the value ends at its first quote: white space or nothing stands behind it, or a letter or a digit
 * before it. Elsewhere it may open a pair within the value. */
static inline bool
ends_value(const char *value, const char *quote, const char *end)
{
    return quote == value || quote + 1 == end || text_is_space(quote[1]) ||
           text_is_letter_or_digit(quote[-1]);
}

/* White space is among the control characters. */
static inline bool
may_be_space(char c)
{
    return (unsigned char)c <= ' ';
}

static inline text_view
trimmed(const char *value, const char *end)
{
    text_view text = text_view_of(value, (size_t)(end - value));

    if (value == end || may_be_space(value[0]) || may_be_space(end[-1]))
        return text_view_trim(text);
    return text;
}

/* Whether the colon that ends the head is at text. */
static inline bool
is_colon(const char *text, const char *end)
{
    return text < end && *text == ':' && (text + 1 == end || text_is_space(text[1]));
}

typedef struct {
    text_view values[LOG_TIME_AND_ENDS];
    unsigned found; /* one bit for each of them */
} value_set;

static inline bool
has_value(const value_set *set, log_attribute_name name)
{
    return (set->found & 1U << name) != 0;
}

/* The first of each name counts. */
static inline void
add_value(value_set *set, log_attribute_name name, const char *value, const char *end)
{
    if (has_value(set, name))
        return;
    set->values[name] = trimmed(value, end);
    set->found |= 1U << name;
}

/* Whether the entry is a developer module's, which has no ends, and its time is known too. */
static inline bool
is_enough(const value_set *set)
{
    return has_value(set, LOG_UTC_TIME) && log_module_is_developers(set->values[LOG_MODULE]);
}

/* Where the next attribute begins behind the quote that ends a value, or else the text. */
static inline const char *
behind_value(const char *quote, const char *end, bool *head_has_colon)
{
    const char *at = quote + 1;

    if (is_colon(at, end)) {
        *head_has_colon = true;
        at++;
    }
    while (at < end && text_is_blank(*at))
        at++;
    return at;
}

/* Reads the attributes between at and end. Returns false where there is something else. */
static inline bool
read_attributes(const char *at, const char *end, value_set *set)
{
    bool head_has_colon = false;

    while (at < end) {
        int known;
        size_t start = start_length(at, end, &known);
        const char *value = at + start;
        const char *quote = start > 0 ? log_scan(value, end, '"') : NULL;

        if (start == 0) /* after the head the rest is free text */
            return head_has_colon && !log_attribute_begins(text_view_of(at, (size_t)(end - at)));
        if (quote == NULL || !ends_value(value, quote, end))
            return false;
        if (known >= 0 && known < LOG_TIME_AND_ENDS)
            add_value(set, (log_attribute_name)known, value, quote);
        if (known == LOG_MODULE && is_enough(set))
            return true;
        at = behind_value(quote, end, &head_has_colon);
    }
    return true;
}

/* Reads the first attribute where it is a UTCTime with milliseconds, as in most entries. Returns where the
 * next begins, or at. */
static inline const char *
skip_time(const char *at, const char *end, value_set *set, log_time *time)
{
    const text_view start = TEXT_VIEW("UTCTime=\"");
    const text_view behind = TEXT_VIEW("\" ");
    text_view value = text_view_of(at + start.length, LOG_UTC_LENGTH);
    const char *quote = value.data + value.length;

    if (end - at < (ptrdiff_t)(start.length + value.length + behind.length) ||
        memcmp(at, start.data, start.length) != 0 || memcmp(quote, behind.data, behind.length) != 0 ||
        !log_time_read_utc(value, time))
        return at;
    set->values[LOG_UTC_TIME] = value;
    set->found = 1U << LOG_UTC_TIME;
    return quote + behind.length;
}

/* Whether the attribute at this place is the Module of a developer module. */
static inline bool
is_developers_module(const char *at, const char *end)
{
    const text_view start = TEXT_VIEW("Module=\"");

    return end - at >= (ptrdiff_t)start.length && memcmp(at, start.data, start.length) == 0 &&
           log_module_is_developers(text_view_of(at + start.length, (size_t)(end - at) - start.length));
}

void
log_glance_whole(text_view bytes, log_glance *glance)
{
    log_entry entry;

    log_entry_parse(bytes, &entry);
    glance->time = entry.time;
    log_values_read_ends(entry.values, &glance->source, &glance->destination);
}

void
log_glance_at(text_view bytes, size_t prefix, size_t line_end, log_glance *glance)
{
    value_set set;
    const char *begin = bytes.data + prefix;
    const char *end = bytes.data + line_end;
    const char *at;

    if (line_end > prefix && end[-1] == '\r')
        end--;
    set.found = 0;
    at = skip_time(begin, end, &set, &glance->time);
    if (at > begin && is_developers_module(at, end)) {
        glance->source = glance->destination = (endpoint){{HOST_NONE, {0}}, 0};
        return;
    }
    if (!read_attributes(at, end, &set) || !has_value(&set, LOG_UTC_TIME) ||
        (at == begin && !log_time_read_utc(set.values[LOG_UTC_TIME], &glance->time))) {
        log_glance_whole(bytes, glance);
        return;
    }
    for (unsigned name = 0; name < LOG_TIME_AND_ENDS; name++) {
        if (!has_value(&set, (log_attribute_name)name))
            set.values[name] = text_view_of(NULL, 0);
    }
    log_values_read_ends(set.values, &glance->source, &glance->destination);
}
