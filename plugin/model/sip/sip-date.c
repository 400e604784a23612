/* sip-date.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-date.h"

#include "../log/log-time.h"

#include <string.h>

/* Places in "Tue, 10 Mar 2026 09:30:09 GMT". */
#define LENGTH (sizeof "Tue, 10 Mar 2026 09:30:09 GMT" - 1)
#define DAY 5
#define MONTH 8
#define YEAR 12
#define CLOCK 17
#define ZONE 25

/* The number of the month; 0 where there is none of that name. */
static unsigned
month_of(text_view name)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (unsigned month = 0; month < 12; month++) {
        if (text_view_equals_ignoring_case(name, text_view_of(names + (size_t)3 * month, 3)))
            return month + 1;
    }
    return 0;
}

/* The same time in the notation of logs, which checks it. */
bool
sip_date_parse(text_view date, int64_t *seconds)
{
    char text[] = "yyyy-mm-dd hh:mm:ss";
    log_time time;
    unsigned month;

    if (date.length != LENGTH || !text_view_equals(text_view_from(date, ZONE), TEXT_VIEW(" GMT")) ||
        date.data[3] != ',')
        return false;
    month = month_of(text_view_first(text_view_from(date, MONTH), 3));
    if (month == 0)
        return false;
    memcpy(text, date.data + YEAR, 4);
    text[5] = (char)('0' + month / 10);
    text[6] = (char)('0' + month % 10);
    memcpy(text + 8, date.data + DAY, 2);
    memcpy(text + 11, date.data + CLOCK, 8);
    if (!log_time_read_utc(text_view_of(text, sizeof text - 1), &time) || !time.is_known)
        return false;
    *seconds = time.seconds;
    return true;
}
