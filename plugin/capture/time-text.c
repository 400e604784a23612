/* time-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "time-text.h"

#include <stdio.h>
#include <time.h>

const char *
time_text_rfc3339(const nstime_t *when, char *text)
{
    const struct tm *calendar = gmtime(&when->secs);
    char seconds[32];

    if (calendar == NULL || calendar->tm_year > 9999 - 1900 || calendar->tm_year < -1900 ||
        strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", calendar) == 0)
        return NULL;
    snprintf(text, TIME_TEXT_SIZE, "%s.%09dZ", seconds, when->nsecs);
    return text;
}
