/* log-prefix.h
 * The start of the first line of an entry in a diagnostic log: time, host and process.
 *
 *     2016-04-19T17:09:13+10:00 expc tvcs:
 *     <166>2020-11-18T19:55:58Z expc tvcs: tvcs:
 *     2018-07-09T14:09:10.773+02:00 vcsc httpd[8724]: web:
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_PREFIX_H
#define EXPRESSWAY_LOG_PREFIX_H

#include "log-time.h"

/* The first so many bytes of a line decide whether it starts an entry. */
#define LOG_START_LONGEST 512

/* What is absent has data NULL. */
typedef struct {
    text_view time;         /* as log_time_read_prefix reads it */
    text_view host;         /* the Expressway's name */
    text_view process;      /* "tvcs", "httpd"; absent in entries without one */
    text_view process_id;   /* digits: "15060" of "httpd[15060]:" */
    text_view process_part; /* "web" of "httpd[15060]: web:" */
    size_t length;          /* of all these, with the blanks after them */
} log_prefix;

/* Reads the prefix of the line at the start of text, which may continue after the line: optional byte order
 * mark and syslog priority, time, host, and then a process, or at once an attribute. False where the line
 * does not begin like that. */
bool log_prefix_read(text_view text, log_prefix *prefix);

/* The length of the prefix, or 0. */
size_t log_prefix_length(text_view text);

/* The same where text probably has the prefix of another entry, like, except for date and time; length is
 * that of the prefix there, or 0. This takes a fraction of the time. */
size_t log_prefix_length_like(text_view text, text_view like, size_t length);

/* Whether a prefix may begin with c: a digit of the time, or what may stand before it. Most lines that do not
 * start an entry are declined by this. */
static inline bool
log_prefix_may_start(char c)
{
    return text_is_digit(c) || c == '<' || c == '\xef';
}

#endif
