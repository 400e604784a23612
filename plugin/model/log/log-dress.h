/* log-dress.h
 * "Dress": what other programs have put before the lines of a diagnostic log. Quotation marks of a mail,
 * indentation, file names and line numbers of grep, the header of a syslog server.
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
    LOG_DRESS_NAME = 4,   /* grep -H: the name of the file */
    LOG_DRESS_NUMBER = 8, /* grep -n, cat -n: the number of the line */
    LOG_DRESS_SYSLOG = 16
};

/* The dress of the line that starts an entry. All are views into that line. */
typedef struct {
    unsigned kinds;
    text_view margin;       /* quotation marks and blanks */
    text_view name;         /* the file name of grep, without the separator */
    text_view inner_margin; /* the same between the parts of grep and the rest */
    text_view sender;       /* after the time of a syslog header, up to the entry */
    size_t length;          /* of all of it; the prefix of the entry follows */
} log_dress;

/* Finds the dress of the entry that starts on the line at the start of text; kinds is 0 where there is none.
 * False where no entry starts on that line. The first LOG_START_LONGEST bytes of the line decide. */
bool log_dress_read(text_view text, log_dress *dress);

/* Length of the dress of the same kind at the start of one of the entry's further lines; the dress may be
 * incomplete. Quotation marks may be spaced differently, the numbers of grep and its ":" or "-" may differ,
 * and a syslog header counts where it is from the same sender. line has no line end. */
size_t log_dress_skip(const log_dress *dress, text_view line);

#endif
