/* log-dress.h
 * What others have put before the lines of a diagnostic log: marks of a quotation, indentation, file names
 * and line numbers of grep, a syslog server's header.
 *
 *     > > 2016-04-19T17:09:13+10:00 expc tvcs:
 *     logs/expc.txt:12:2016-04-19T17:09:13+10:00 expc tvcs:
 *     Apr 19 09:09:13 10.1.1.1 2016-04-19T17:09:13+10:00 expc tvcs:
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_DRESS_H
#define EXPRESSWAY_LOG_DRESS_H

#include "log-prefix.h"

enum {
    LOG_DRESS_QUOTE = 1,
    LOG_DRESS_INDENT = 2, /* blanks and tabs only */
    LOG_DRESS_NAME = 4,   /* grep -H: the file's */
    LOG_DRESS_NUMBER = 8, /* grep -n, cat -n: the line's */
    LOG_DRESS_SYSLOG = 16
};

/* Of the line that starts an entry. Views into that line. */
typedef struct {
    unsigned kinds;
    text_view margin;       /* quotation marks and blanks */
    text_view name;         /* of grep's file, without what follows it */
    text_view inner_margin; /* the same between grep's part and the rest */
    text_view sender;       /* behind the time of a syslog header, up to the entry */
    size_t length;          /* of all; the entry's own prefix follows */
} log_dress;

/* Finds what stands before the entry that a line starts; kinds is 0 where it is nothing. False where the line
 * that begins text starts no entry. What decides that lies within its first LOG_START_LONGEST bytes. */
bool log_dress_read(text_view text, log_dress *dress);

/* How much of one of the entry's further lines is dress of the same kind: as much as is there. Quotation
 * marks may be spaced otherwise, grep's numbers and its ":" or "-" differ, and a syslog header counts where
 * it is of the same sender. line has no line end. */
size_t log_dress_skip(const log_dress *dress, text_view line);

#endif
