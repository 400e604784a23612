/* log-form.h
 * The form of a diagnostic log in a file: what the beginning of the file shows about all lines. It is
 * detected once, and never changes.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_FORM_H
#define EXPRESSWAY_LOG_FORM_H

#include "log-dress.h"
#include "log-encoding.h"

#define LOG_FORM_LONGEST_INDENT 64

typedef struct {
    log_encoding encoding;
    char line_end;        /* LF, or CR */
    unsigned dress_kinds; /* of the lines that start entries (log-dress.h) */
    size_t indent_length; /* where they are indented: length of indent */
    char indent[LOG_FORM_LONGEST_INDENT];
} log_form;

/* The form in which an Expressway writes a log, except for encoding and line end; text is the beginning of
 * the log, decoded. */
log_form log_form_undressed(log_encoding encoding, text_view text);

/* Sets the dress of all entries to that of one entry. False where a form cannot have such a dress. */
bool log_form_set_dress(log_form *form, const log_dress *dress);

/* Whether dress is the dress of the form. */
bool log_form_has_dress(const log_form *form, const log_dress *dress);

/* Number of bytes from the start of a line that decide whether the line starts an entry. */
static inline size_t
log_form_lookahead(const log_form *form)
{
    return LOG_START_LONGEST * log_encoding_unit(form->encoding);
}

/* Whether entries are as an Expressway writes them, and their lines end with LF or CR LF. */
static inline bool
log_form_is_plain(const log_form *form)
{
    return form->encoding == LOG_BYTES && form->dress_kinds == 0 && form->line_end == '\n';
}

/* log_form_prefix_length for a form that is not plain. */
size_t log_form_dressed_prefix_length(const log_form *form, text_view text);

/* Greater than 0 where text, which begins a line, starts an entry. For lines as an Expressway writes them
 * this is log_prefix_length. */
static inline size_t
log_form_prefix_length(const log_form *form, text_view text)
{
    if (form->encoding == LOG_BYTES && form->dress_kinds == 0)
        return log_prefix_length(text);
    return log_form_dressed_prefix_length(form, text);
}

/* Length of the line at the start of text with its end, or text.length + 1 where the line has no end. */
static inline size_t
log_form_line_length(const log_form *form, text_view text)
{
    size_t end;

    if (form->encoding == LOG_BYTES)
        return text_view_find(text, form->line_end) + 1;
    end = log_encoding_find(form->encoding, text, form->line_end);
    return end < text.length ? end + log_encoding_unit(form->encoding) : text.length + 1;
}

/* Whether text may be taken for an entry without knowledge of the form. */
bool log_form_looks_like_entry(const log_form *form, text_view text);

#endif
