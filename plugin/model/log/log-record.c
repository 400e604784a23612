/* log-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-record.h"

#include <string.h>

#include "log-scan.h"

/* Steps back from text[cut] to where `reads` does not take the rest for an entry, but no further than the
 * start of an entry can reach. Returns 0 where there is no such place. */
static size_t
step_back(const log_form *form, text_view text, size_t cut, bool (*reads)(const log_form *, text_view))
{
    size_t unit = log_encoding_unit(form->encoding);

    for (unsigned steps = 0; steps <= LOG_START_LONGEST && cut > unit; steps++) {
        if (!reads(form, text_view_from(text, cut)))
            return cut;
        cut -= unit;
    }
    return 0;
}

static bool
is_entry(const log_form *form, text_view text)
{
    return log_form_prefix_length(form, text) > 0;
}

/* Where a line that is too long for a record is cut: at most, or before it, so that the rest does not read as
 * an entry, at least not in this form. */
static size_t
cut_line(const log_form *form, text_view text, size_t most)
{
    size_t unit = log_encoding_unit(form->encoding);
    size_t last = most / unit * unit;
    size_t cut = step_back(form, text, last, log_form_looks_like_entry);

    if (cut == 0)
        cut = step_back(form, text, last, is_entry);
    return cut > 0 ? cut : last;
}

/* Whether the line at text starts an entry, in a form without dress; *prefix is then its length. */
static inline bool
starts_entry(const char *text, const char *end, const log_record *record, size_t *prefix)
{
    if (!log_prefix_may_start(*text))
        return false;
    *prefix = log_prefix_length_like(text_view_of(text, (size_t)(end - text)), record->bytes,
                                     record->prefix_length);
    return *prefix > 0;
}

/* Passes over lines behind the first line of record, in a form without dress, which end within limit bytes;
 * more text follows in record->bytes. *length is then that of the lines that were looked at. True where a
 * line that starts an entry follows them, whose prefix is *prefix. */
static bool
pass_lines(const log_record *record, size_t limit, size_t *length, size_t *prefix)
{
    const char *begin = record->bytes.data;
    const char *at = begin + record->line_end + 1;
    const char *stop = begin + limit;
    const char *end = begin + record->bytes.length;

    *length = record->line_end + 1;
    if (starts_entry(at, end, record, prefix))
        return true;
#ifdef LOG_SCAN_BLOCK
    for (; stop - at > LOG_SCAN_TWO_BLOCKS; at += LOG_SCAN_TWO_BLOCKS) { /* one more byte is read */
        unsigned found = log_scan_line_ends(at) | log_scan_line_ends(at + LOG_SCAN_BLOCK) << LOG_SCAN_BLOCK;

        for (; found != 0; found &= found - 1) {
            const char *line = at + __builtin_ctz(found) + 1;

            *length = (size_t)(line - begin);
            if (starts_entry(line, end, record, prefix))
                return true;
        }
    }
#endif
    while (at < stop && (at = memchr(at, '\n', (size_t)(stop - at))) != NULL) {
        at++;
        *length = (size_t)(at - begin);
        if (starts_entry(at, end, record, prefix))
            return true;
    }
    return false;
}

/* The length of the record at the start of text, or 0 where more is needed. length is that of lines at its
 * start that are known to belong to it. */
static size_t
find_length(const log_form *form, text_view text, size_t most, bool is_all, size_t length,
            size_t *next_prefix)
{
    size_t lookahead = log_form_lookahead(form);

    *next_prefix = 0;
    for (;;) {
        size_t end = length + log_form_line_length(form, text_view_from(text, length));
        bool is_whole_line = end <= text.length;

        if (is_all && text.length <= most && !is_whole_line)
            return text.length;
        if (end > most && (is_all || text.length >= most + lookahead)) {
            if (length == 0 || log_form_looks_like_entry(form, text_view_from(text, length)))
                length = cut_line(form, text, most);
            *next_prefix = log_form_prefix_length(form, text_view_from(text, length));
            return length;
        }
        if (!is_whole_line || end > most || (!is_all && text.length - end < lookahead))
            return 0;
        *next_prefix = log_form_prefix_length(form, text_view_from(text, end));
        if (end == text.length || *next_prefix > 0)
            return end;
        length = end;
    }
}

bool
log_record_find(const log_form *form, text_view text, size_t most, bool is_all, log_record *record,
                size_t *next_prefix)
{
    size_t lookahead = log_form_lookahead(form);
    size_t limit = text.length > lookahead ? text.length - lookahead : 0;
    size_t length = 0;
    bool is_found;

    limit = limit < most ? limit : most;
    record->bytes = text;
    record->line_end = text_view_find(text, '\n');
    is_found = log_form_is_plain(form) && record->line_end < limit &&
               pass_lines(record, limit, &length, next_prefix);
    if (!is_found)
        length = find_length(form, text, most, is_all, length, next_prefix);
    record->bytes.length = length;
    if (record->line_end > length)
        record->line_end = length;
    return length > 0;
}
