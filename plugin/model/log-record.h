/* log-record.h
 * A diagnostic log as records: one for each entry with its further lines, one for what comes before the first
 * entry, and several for an entry that is too long. Together they are the log, byte for byte.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_RECORD_H
#define EXPRESSWAY_LOG_RECORD_H

#include "log-entry.h"

/* How many bytes beyond the longest record tell where it ends. */
#define LOG_RECORD_LOOKAHEAD LOG_START_LONGEST

typedef struct {
    text_view bytes;
    size_t prefix_length; /* where an entry begins with the record: what log_prefix_length says; else 0 */
} log_record;

/* Finds where the record that begins text ends: its length, at most most (at least 2), 0 where more of the
 * log is needed to tell; is_all says that there is no more. Puts into next_prefix what log_prefix_length says
 * of the record that follows.
 *
 * That depends on nothing that comes before. An entry that is longer is cut at the end of a line, or within
 * one that is too long itself; what is left begins a record of its own, and never reads as the start of an
 * entry. With most + LOG_RECORD_LOOKAHEAD bytes, or all, the answer is never 0 for a text that is not empty.
 */
size_t log_record_length(text_view text, size_t most, bool is_all, size_t *next_prefix);

/* What the beginning of a log tells about all of it. */
typedef struct {
    log_time first_time; /* of the first entry */
    text_view host;      /* the one that all its entries name, else absent */
} log_beginning;

/* Whether a file that begins with these bytes is a diagnostic log: text, with an entry that bears a UTCTime,
 * or a Module and a Level. Other text may come first (a snapshot can begin within a message), but no NUL. */
bool log_recognise(text_view bytes, log_beginning *beginning);

#endif
