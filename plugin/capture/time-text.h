/* time-text.h
 * Times in a form that programs can read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TIME_TEXT_H
#define EXPRESSWAY_TIME_TEXT_H

#include "../ws-compat.h"

#define TIME_TEXT_SIZE 48

/* "2016-04-19T07:09:13.974395000Z" (RFC 3339) in text, which has TIME_TEXT_SIZE bytes. Returns text; NULL for
 * a time that the calendar does not have. */
const char *time_text_rfc3339(const nstime_t *when, char *text);

#endif
