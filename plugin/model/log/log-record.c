/* log-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-record.h"

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

size_t
log_record_length(const log_form *form, text_view text, size_t most, bool is_all, size_t *next_prefix)
{
    size_t lookahead = log_form_lookahead(form);
    size_t length = 0; /* of the whole lines that fit and belong to the record */

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
