/* log-form.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-form.h"

#include <string.h>

log_form
log_form_undressed(log_encoding encoding, text_view text)
{
    bool has_lf = text_view_find(text, '\n') < text.length;
    bool has_cr = text_view_find(text, '\r') < text.length;

    return (log_form){.encoding = encoding, .line_end = has_cr && !has_lf ? '\r' : '\n'};
}

/* The indent of an entry that has no other dress. */
static text_view
indent_of(const log_dress *dress)
{
    bool is_only_indented = (dress->kinds & ~(unsigned)LOG_DRESS_SYSLOG) == LOG_DRESS_INDENT;

    return is_only_indented ? dress->margin : text_view_of(NULL, 0);
}

bool
log_form_set_dress(log_form *form, const log_dress *dress)
{
    text_view indent = indent_of(dress);

    if (indent.length > sizeof form->indent)
        return false;
    form->dress_kinds = dress->kinds;
    form->indent_length = indent.length;
    if (indent.length > 0)
        memcpy(form->indent, indent.data, indent.length);
    return true;
}

bool
log_form_has_dress(const log_form *form, const log_dress *dress)
{
    return dress->kinds == form->dress_kinds &&
           text_view_equals(indent_of(dress), text_view_of(form->indent, form->indent_length));
}

/* The characters at the start of text that decide whether it starts an entry. */
static text_view
decode_start(const log_form *form, text_view text, char decoded[LOG_START_LONGEST])
{
    text = text_view_first(text, log_form_lookahead(form));
    return text_view_of(decoded, log_encoding_decode(form->encoding, text, decoded, LOG_START_LONGEST));
}

size_t
log_form_dressed_prefix_length(const log_form *form, text_view text)
{
    char decoded[LOG_START_LONGEST];
    log_dress dress;

    text = decode_start(form, text, decoded);
    if (form->dress_kinds == 0)
        return log_prefix_length(text);
    return log_dress_read(text, &dress) && log_form_has_dress(form, &dress) ? dress.length + 1 : 0;
}

bool
log_form_looks_like_entry(const log_form *form, text_view text)
{
    char decoded[LOG_START_LONGEST];
    log_dress dress;

    return log_dress_read(decode_start(form, text, decoded), &dress);
}
