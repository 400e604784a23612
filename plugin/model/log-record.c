/* log-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-record.h"

#include <string.h>

/* Where a line that is too long for a record is cut: at most, or before where the rest would read as an
 * entry. */
static size_t
cut_line(text_view text, size_t most)
{
    size_t cut = most;

    while (cut > 1 && log_entry_starts(text_view_from(text, cut)))
        cut--;
    return cut;
}

size_t
log_record_length(text_view text, size_t most, bool is_all, size_t *next_prefix)
{
    size_t length = 0; /* of whole lines that fit and belong to the record */

    *next_prefix = 0;
    for (;;) {
        size_t end = length + text_view_find(text_view_from(text, length), '\n') + 1;
        bool is_whole_line = end <= text.length;

        if (is_all && text.length <= most && !is_whole_line)
            return text.length;
        if (end > most && (is_all || text.length >= most + LOG_RECORD_LOOKAHEAD))
            return length > 0 ? length : cut_line(text, most);
        if (!is_whole_line || end > most || (!is_all && text.length - end < LOG_RECORD_LOOKAHEAD))
            return 0;
        *next_prefix = log_prefix_length(text_view_from(text, end));
        if (end == text.length || *next_prefix > 0)
            return end;
        length = end;
    }
}

static bool
is_genuine(const log_entry *entry)
{
    log_time time;

    return log_time_read_utc(entry->values[LOG_UTC_TIME], &time) ||
           (entry->values[LOG_MODULE].data != NULL && entry->values[LOG_LEVEL].data != NULL);
}

bool
log_recognise(text_view bytes, log_beginning *beginning)
{
    size_t start = log_entry_find(bytes, 0);
    bool is_log = false;

    *beginning = (log_beginning){.host = {NULL, 0}};
    if (start > 0 && memchr(bytes.data, 0, start) != NULL)
        return false;
    for (unsigned count = 0; start < bytes.length; count++) {
        text_view rest = text_view_from(bytes, start);
        size_t length = log_entry_length(rest);
        log_entry entry;

        if (log_entry_parse(text_view_first(rest, length), &entry)) {
            if (count == 0) {
                beginning->first_time = entry.time;
                beginning->host = entry.host;
            } else if (!text_view_equals(entry.host, beginning->host)) {
                beginning->host = text_view_of(NULL, 0);
            }
            is_log = is_log || is_genuine(&entry);
        }
        start += length;
    }
    return is_log;
}
