/* log-time.h
 * The two notations of time in a diagnostic log, read as UTC.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_TIME_H
#define EXPRESSWAY_LOG_TIME_H

#include "../text-view.h"

/* Since 1970-01-01 00:00:00 UTC. Where a text has the shape of a time but names none, such as the 31st of
 * June, is_known is false and the rest zero. */
typedef struct {
    bool is_known;
    int64_t seconds;
    uint32_t nanoseconds;
} log_time;

/* Reads the time that begins a log line: ISO 8601, "2016-04-19T17:09:13+10:00", with or without a fraction
 * of any length, with "Z" for UTC. Returns how many bytes of text it is, 0 where none stands there. Years
 * from 1970 to 2199. time may be NULL. */
size_t log_time_read_prefix(text_view text, log_time *time);

/* Reads the value of a UTCTime attribute, all of it: "2016-04-19 07:09:13,973", or without the milliseconds.
 * Fewer digits than three are a count of milliseconds too: some processes write them without leading zeros.
 * False where it is not of that shape, or names no time. */
bool log_time_read_utc(text_view text, log_time *time);

#endif
