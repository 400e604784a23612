/* log-glance.c
 * Nearly all statements are attributes one after the other, up to their end or to free text after a colon,
 * with values that have no quotes. Only such statements are read here; log_entry_parse reads the others.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-glance.h"

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

/* Whether the value ends at its first quote: a letter or a digit stands before it, or white space or nothing
 * behind it. Elsewhere it may open a pair within the value. */
static inline bool
ends_value(const char *value, const char *quote, const char *end)
{
    return quote == value || text_is_letter_or_digit(quote[-1]) || quote + 1 == end ||
           text_is_space(quote[1]);
}

static inline text_view
trimmed(const char *value, const char *end)
{
    text_view text = text_view_of(value, (size_t)(end - value));
    bool is_trimmed = value < end && !text_is_space(value[0]) && !text_is_space(end[-1]);

    return is_trimmed ? text : text_view_trim(text);
}

/* Whether the colon that ends the head is at text. */
static inline bool
is_colon(const char *text, const char *end)
{
    return text < end && *text == ':' && (text + 1 == end || text_is_space(text[1]));
}

/* Reads the attributes between at and end. Returns false where there is something else. *missing has one bit
 * for each value that is absent. */
static inline bool
read_attributes(const char *at, const char *end, text_view values[LOG_TIME_AND_ENDS], unsigned *missing)
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
        if (known >= 0 && (*missing & 1U << known) != 0) {
            values[known] = trimmed(value, quote);
            *missing &= ~(1U << known);
        }
        if (known == LOG_MODULE && (*missing & 1U << LOG_UTC_TIME) == 0 &&
            log_module_is_developers(values[LOG_MODULE]))
            return true; /* it has no ends */
        at = quote + 1;
        if (is_colon(at, end)) {
            head_has_colon = true;
            at++;
        }
        while (at < end && text_is_blank(*at))
            at++;
    }
    return true;
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
    text_view values[LOG_TIME_AND_ENDS];
    unsigned missing = (1U << LOG_TIME_AND_ENDS) - 1;
    const char *end = bytes.data + line_end;
    bool is_read;

    if (line_end > prefix && end[-1] == '\r')
        end--;
    is_read = read_attributes(bytes.data + prefix, end, values, &missing);
    for (int i = 0; i < LOG_TIME_AND_ENDS; i++) {
        if ((missing & 1U << i) != 0)
            values[i] = text_view_of(NULL, 0);
    }
    if (is_read && log_time_read_utc(values[LOG_UTC_TIME], &glance->time))
        log_values_read_ends(values, &glance->source, &glance->destination);
    else
        log_glance_whole(bytes, glance);
}
