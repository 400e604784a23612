/* log-record.h
 * A diagnostic log as records: one for each entry with its further lines, one for the text before the first
 * entry, and several for an entry that is too long. In any form of the log they are together the file, byte
 * for byte.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_RECORD_H
#define EXPRESSWAY_LOG_RECORD_H

#include "log-form.h"

typedef struct {
    text_view bytes;
    size_t prefix_length; /* log_form_prefix_length where an entry begins with the record; else 0 */
} log_record;

/* Finds the length of the record at the start of text, at most most (which is at least 4). Returns 0 where
 * more of the log is needed to decide; is_all says that there is no more. Sets *next_prefix to the
 * log_form_prefix_length of the record that follows. The result does not depend on anything that comes
 * before. An entry that is longer than most is cut at the end of a line, or within a line that is itself too
 * long. The rest begins a record of its own, and reads as the start of an entry only if a line is made for
 * that. With most + log_form_lookahead bytes, or with is_all, the result is never 0 for a text that is not
 * empty. */
size_t log_record_length(const log_form *form, text_view text, size_t most, bool is_all, size_t *next_prefix);

#endif
