/* log-time.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-time.h"

#define FIRST_YEAR 1970
#define LAST_YEAR 2199 /* the range of every file format that Wireshark writes */
#define FRACTION_DIGITS 9
#define DATE_AND_TIME 19 /* bytes of "YYYY-MM-DD hh:mm:ss" */

typedef struct {
    int year, month, day, hour, minute, second;
} calendar_time;

static inline bool
are_two_digits(const char *at)
{
    return text_is_digit(at[0]) && text_is_digit(at[1]);
}

/* Whether text begins with "YYYY-MM-DD?hh:mm:ss", digits of any value, where ? is separator. */
static bool
is_date_and_time(text_view text, char separator)
{
    const char *at = text.data;

    return text.length >= DATE_AND_TIME && at[4] == '-' && at[7] == '-' && at[10] == separator &&
           at[13] == ':' && at[16] == ':' && are_two_digits(at) && are_two_digits(at + 2) &&
           are_two_digits(at + 5) && are_two_digits(at + 8) && are_two_digits(at + 11) &&
           are_two_digits(at + 14) && are_two_digits(at + 17);
}

/* The characters there must be digits. */
static int
number_at(text_view text, size_t start, size_t length)
{
    int number = 0;

    for (size_t i = start; i < start + length; i++)
        number = number * 10 + (text.data[i] - '0');
    return number;
}

/* Reads "YYYY-MM-DD?hh:mm:ss". */
static calendar_time
calendar_time_of(text_view text)
{
    return (calendar_time){.year = number_at(text, 0, 4),
                           .month = number_at(text, 5, 2),
                           .day = number_at(text, 8, 2),
                           .hour = number_at(text, 11, 2),
                           .minute = number_at(text, 14, 2),
                           .second = number_at(text, 17, 2)};
}

static bool
is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* A second of 60 is a leap second, and counts as the second after it. */
static bool
calendar_time_is_valid(const calendar_time *at)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (at->year < FIRST_YEAR || at->year > LAST_YEAR || at->month < 1 || at->month > 12 || at->day < 1)
        return false;
    if (at->day > days[at->month - 1] + (at->month == 2 && is_leap_year(at->year) ? 1 : 0))
        return false;
    return at->hour <= 23 && at->minute <= 59 && at->second <= 60;
}

/* Days since 1970-01-01 in the Gregorian calendar, for years from 1970 on. */
static int64_t
days_since_epoch(int year, int month, int day)
{
    static const int before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int past = year - 1;
    int64_t days = (int64_t)365 * (year - FIRST_YEAR) + (past / 4 - past / 100 + past / 400) -
                   (1969 / 4 - 1969 / 100 + 1969 / 400);

    days += before_month[month - 1] + day - 1;
    return days + (month > 2 && is_leap_year(year) ? 1 : 0);
}

static int64_t
seconds_of(const calendar_time *at)
{
    int64_t hours = days_since_epoch(at->year, at->month, at->day) * 24 + at->hour;

    return (hours * 60 + at->minute) * 60 + at->second;
}

/* Reads the digits at text[*end], which is advanced past them. Anything finer than a nanosecond is left out.
 * */
static uint32_t
read_fraction(text_view text, size_t *end)
{
    uint32_t nanoseconds = 0;
    unsigned digits = 0;

    while (*end < text.length && text_is_digit(text.data[*end])) {
        if (digits < FRACTION_DIGITS) {
            nanoseconds = nanoseconds * 10 + (uint32_t)(text.data[*end] - '0');
            digits++;
        }
        (*end)++;
    }
    for (; digits < FRACTION_DIGITS; digits++)
        nanoseconds *= 10;
    return nanoseconds;
}

/* Reads "Z" or "+hh:mm" at text[*end], which is advanced past it. False where there is neither. */
static bool
read_offset(text_view text, size_t *end, int *minutes)
{
    text_view rest = text_view_from(text, *end);

    *minutes = 0;
    if (rest.length > 0 && rest.data[0] == 'Z') {
        *end += 1;
        return true;
    }
    if (rest.length < 6 || (rest.data[0] != '+' && rest.data[0] != '-') || rest.data[3] != ':' ||
        !are_two_digits(rest.data + 1) || !are_two_digits(rest.data + 4))
        return false;
    *minutes = number_at(rest, 1, 2) * 60 + number_at(rest, 4, 2);
    if (rest.data[0] == '-')
        *minutes = -*minutes;
    *end += 6;
    return true;
}

size_t
log_time_read_prefix(text_view text, log_time *time)
{
    size_t end = DATE_AND_TIME;
    uint32_t nanoseconds = 0;
    calendar_time at;
    int offset;

    if (time != NULL)
        *time = (log_time){.is_known = false};
    if (!is_date_and_time(text, 'T'))
        return 0;
    if (text.length > end && (text.data[end] == '.' || text.data[end] == ',')) {
        end++;
        if (end == text.length || !text_is_digit(text.data[end]))
            return 0;
        nanoseconds = read_fraction(text, &end);
    }
    if (!read_offset(text, &end, &offset))
        return 0;
    if (time == NULL)
        return end;
    at = calendar_time_of(text);
    if (calendar_time_is_valid(&at) && seconds_of(&at) >= (int64_t)offset * 60)
        *time = (log_time){true, seconds_of(&at) - (int64_t)offset * 60, nanoseconds};
    return end;
}

bool
log_time_read_utc(text_view text, log_time *time)
{
    uint32_t milliseconds = 0;
    calendar_time at;

    *time = (log_time){.is_known = false};
    if (!is_date_and_time(text, ' '))
        return false;
    if (text.length > DATE_AND_TIME) {
        char separator = text.data[DATE_AND_TIME];

        if (separator != ',' && separator != '.')
            return false;
        if (!text_view_to_number(text_view_from(text, DATE_AND_TIME + 1), 999, &milliseconds))
            return false;
    }
    at = calendar_time_of(text);
    if (!calendar_time_is_valid(&at))
        return false;
    *time = (log_time){true, seconds_of(&at), milliseconds * 1000000};
    return true;
}
