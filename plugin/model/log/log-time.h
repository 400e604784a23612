/* log-time.h
 * The two notations of time in a diagnostic log, read as UTC.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_TIME_H
#define EXPRESSWAY_LOG_TIME_H

#include "../text-view.h"

/* Time since 1970-01-01 00:00:00 UTC. Where a text has the shape of a time but is not valid, such as the 31st
 * of June, is_known is false and the rest is zero. */
typedef struct {
    bool is_known;
    int64_t seconds;
    uint32_t nanoseconds;
} log_time;

/* Length of the date and time in both notations, down to the second. */
#define LOG_DATE_AND_TIME (sizeof "2016-04-19 07:09:13" - 1)

/* Whether text begins with a date and time as a log line does, whatever follows. */
bool log_time_begins_prefix(text_view text);

/* Reads the time at the start of a log line: ISO 8601, "2016-04-19T17:09:13+10:00", with or without a
 * fraction of any length, with "Z" for UTC, years 1970 to 2199. Returns its length, or 0 where text does not
 * begin with a time. time may be NULL. */
size_t log_time_read_prefix(text_view text, log_time *time);

/* Length of a UTCTime with milliseconds. */
#define LOG_UTC_LENGTH (sizeof "2016-04-19 07:09:13,973" - 1)

/* Reads the whole value of a UTCTime attribute: "2016-04-19 07:09:13,973", or without the milliseconds. With
 * fewer than three digits they still count milliseconds, since some processes leave out leading zeros. False
 * where the value does not have that shape, or is not a valid time. */
bool log_time_read_utc(text_view text, log_time *time);

#endif
