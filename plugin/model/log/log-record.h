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
    size_t line_end;      /* index of the first LF in bytes, or their length */
} log_record;

/* Finds the record at the start of text, with at most most bytes (which is at least 4). False where more of
 * the log is needed to decide; is_all says that there is no more. Before the call, record->prefix_length must
 * be that of the record. Sets *next_prefix to the log_form_prefix_length of the record that follows. The
 * result does not depend on anything that comes before. An entry that is longer than most is cut at the end
 * of a line, or within a line that is itself too long. The rest begins a record of its own, and reads as the
 * start of an entry only if a line is made for that. With most + log_form_lookahead bytes, or with is_all, a
 * record is found in any text that is not empty. */
bool log_record_find(const log_form *form, text_view text, size_t most, bool is_all, log_record *record,
                     size_t *next_prefix);

#endif
