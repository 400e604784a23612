/* log-recognition.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-recognition.h"

#include <string.h>

#include "log-entry.h"
#include "log-undress.h"

/* Length of the part of an entry that is undressed to see what it is. */
#define LONGEST_UNDRESSED ((size_t)4096)

static bool
is_genuine(const log_entry *entry)
{
    log_time time;

    return log_time_read_utc(entry->values[LOG_UTC_TIME], &time) ||
           (entry->values[LOG_MODULE].data != NULL && entry->values[LOG_LEVEL].data != NULL);
}

/* Whether text begins with an entry, and what the entry tells; other text may follow the entry. */
static bool
read_entry(text_view text, log_time *time, bool *genuine)
{
    char undressed[LONGEST_UNDRESSED];
    log_stripped stripped;
    log_entry entry;

    text = text_view_first(text, sizeof undressed);
    if (log_undress_is_needed(text, log_prefix_length(text), &stripped))
        text = text_view_of(undressed, log_undress(text, undressed, sizeof undressed, &stripped));
    if (!log_entry_parse(text, &entry))
        return false;
    *time = entry.time;
    *genuine = is_genuine(&entry);
    return true;
}

/* The next line at or after *end that starts an entry, and the end of that entry: where the next one starts.
 * False where there is none. */
static bool
next_entry(const log_form *form, text_view text, size_t *start, size_t *end)
{
    *start = *end;
    while (*start < text.length && log_form_prefix_length(form, text_view_from(text, *start)) == 0)
        *start += log_form_line_length(form, text_view_from(text, *start));
    if (*start >= text.length)
        return false;
    *end = *start;
    do
        *end += log_form_line_length(form, text_view_from(text, *end));
    while (*end < text.length && log_form_prefix_length(form, text_view_from(text, *end)) == 0);
    return true;
}

static text_view
host_of(text_view entry)
{
    log_prefix prefix = {.host = {NULL, 0}};
    log_dress dress;

    if (!log_prefix_read(entry, &prefix) && log_dress_read(entry, &dress))
        log_prefix_read(text_view_from(entry, dress.length), &prefix);
    return prefix.host;
}

/* Reads the entries of text, in the form of beginning. */
static bool
read_entries(text_view text, log_beginning *beginning)
{
    log_form form = beginning->form; /* of text, which has been decoded */
    size_t start;
    size_t end = 0;
    bool is_log = false;

    form.encoding = LOG_BYTES;
    for (unsigned count = 0; next_entry(&form, text, &start, &end); count++) {
        text_view entry = text_view_from(text_view_first(text, end), start);
        log_time time = {.is_known = false};
        bool genuine = false;

        if (count == 0 && start > 0 && memchr(text.data, 0, start) != NULL)
            return false;
        read_entry(entry, &time, &genuine);
        if (count == 0) {
            beginning->first_time = time;
            beginning->host = host_of(entry);
        } else if (!text_view_equals(host_of(entry), beginning->host)) {
            beginning->host = text_view_of(NULL, 0);
        }
        is_log = is_log || genuine;
    }
    return is_log;
}

bool
log_recognise(log_encoding encoding, text_view text, log_beginning *beginning)
{
    *beginning = (log_beginning){.form = log_form_undressed(encoding, text)};
    return read_entries(text, beginning);
}

typedef struct {
    unsigned dressed;
    unsigned bare;
} line_count;

/* Counts the lines that have the dress, or that of the latest entry, and the lines that do not; empty lines
 * do not count. */
static line_count
count_lines(const log_form *form, text_view text, const log_dress *dress)
{
    line_count count = {0, 0};
    log_dress latest = *dress;

    while (text.length > 0) {
        size_t length = log_form_line_length(form, text);
        text_view line = text_view_first(text, length);
        log_dress other;

        if (log_dress_read(line, &other) && other.kinds == dress->kinds)
            latest = other;
        while (line.length > 0 && text_is_space(line.data[line.length - 1]))
            line.length--;
        if (line.length > 0 && log_dress_skip(&latest, line) > 0)
            count.dressed++;
        else if (line.length > 0)
            count.bare++;
        text = text_view_from(text, length);
    }
    return count;
}

/* Whether enough lines have the dress of the entry at start for the file to be a log, rather than a text that
 * cites one. */
static bool
is_dressed(const log_form *form, text_view text, size_t start, const log_dress *dress)
{
    line_count before = count_lines(form, text_view_first(text, start), dress);
    line_count after = count_lines(form, text_view_from(text, start), dress);

    if (dress->kinds == LOG_DRESS_SYSLOG)
        return true;
    if ((dress->kinds & ~(unsigned)(LOG_DRESS_SYSLOG | LOG_DRESS_INDENT)) == 0)
        return before.bare == 0 && after.dressed >= after.bare;
    return before.dressed + after.dressed >= before.bare + after.bare;
}

bool
log_recognise_dressed(log_encoding encoding, text_view text, log_beginning *beginning)
{
    log_form form;

    *beginning = (log_beginning){.form = log_form_undressed(encoding, text)};
    form = beginning->form;
    form.encoding = LOG_BYTES;
    if (text_view_starts_with(text, TEXT_VIEW("From ")))
        return false;
    for (size_t start = 0; start < text.length;) {
        text_view rest = text_view_from(text, start);
        log_dress dress;
        log_time time;
        bool genuine = false;

        if (log_dress_read(rest, &dress) && dress.kinds != 0 && read_entry(rest, &time, &genuine) && genuine)
            return log_form_set_dress(&beginning->form, &dress) && is_dressed(&form, text, start, &dress) &&
                   read_entries(text, beginning);
        start += log_form_line_length(&form, rest);
    }
    return false;
}
