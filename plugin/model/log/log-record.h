/* log-record.h
 * A diagnostic log as records: one for each entry with its further lines, one for what comes before the first
 * entry, and several for an entry that is too long. Together they are the file, byte for byte, in whatever
 * form it has the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_RECORD_H
#define EXPRESSWAY_LOG_RECORD_H

#include "log-form.h"

typedef struct {
    text_view bytes;
    size_t
        prefix_length; /* where an entry begins with the record: what log_form_prefix_length says; else 0 */
} log_record;

/* Finds where the record that begins text ends: its length, at most most (at least 4), 0 where more of the
 * log is needed to tell; is_all says that there is no more. Puts into next_prefix what log_form_prefix_length
 * says of the record that follows.
 *
 * That depends on nothing that comes before. An entry that is longer is cut at the end of a line, or within
 * one that is too long itself; what is left begins a record of its own, and reads as the start of an entry
 * only if a line has been made for that. With most + log_form_lookahead bytes, or all, the answer is never 0
 * for a text that is not empty.
 */
size_t log_record_length(const log_form *form, text_view text, size_t most, bool is_all, size_t *next_prefix);

#endif
