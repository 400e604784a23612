/* log-form.h
 * In what form a file has a diagnostic log: what its beginning tells about all of its lines. It is found
 * once, and never changes.
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
    size_t indent_length; /* where they are indented: by what */
    char indent[LOG_FORM_LONGEST_INDENT];
} log_form;

/* As an Expressway writes it, but for the encoding and for what ends lines in text, the log's beginning. */
log_form log_form_undressed(log_encoding encoding, text_view text);

/* Takes the dress of one entry for that of all. False where it is none that a form can have. */
bool log_form_set_dress(log_form *form, const log_dress *dress);

/* Whether dress is that of the form. */
bool log_form_has_dress(const log_form *form, const log_dress *dress);

/* How many bytes beyond a line's beginning tell whether it starts an entry. */
static inline size_t
log_form_lookahead(const log_form *form)
{
    return LOG_START_LONGEST * log_encoding_unit(form->encoding);
}

/* For a form that is not plain. */
size_t log_form_dressed_prefix_length(const log_form *form, text_view text);

/* Greater than 0 where an entry starts with text, which begins a line; what log_prefix_length says where
 * lines are as an Expressway writes them. */
static inline size_t
log_form_prefix_length(const log_form *form, text_view text)
{
    if (form->encoding == LOG_BYTES && form->dress_kinds == 0)
        return log_prefix_length(text);
    return log_form_dressed_prefix_length(form, text);
}

/* Length of the line that begins text with its end, or one more than text.length where it has none. */
static inline size_t
log_form_line_length(const log_form *form, text_view text)
{
    size_t end;

    if (form->encoding == LOG_BYTES)
        return text_view_find(text, form->line_end) + 1;
    end = log_encoding_find(form->encoding, text, form->line_end);
    return end < text.length ? end + log_encoding_unit(form->encoding) : text.length + 1;
}

/* Whether whoever knows nothing of the form might take text for an entry. */
bool log_form_looks_like_entry(const log_form *form, text_view text);

#endif
