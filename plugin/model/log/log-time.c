/* log-time.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-time.h"

#define FIRST_YEAR 1970
#define LAST_YEAR 2199 /* the range of every file format that Wireshark writes */
#define FRACTION_DIGITS 9

typedef struct {
    int year, month, day, hour, minute, second;
} calendar_time;

static inline bool
are_two_digits(const char *at)
{
    return text_is_digit(at[0]) && text_is_digit(at[1]);
}

static inline uint64_t
word_at(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return word;
}

/* Whether the eight characters at text have the shape of pattern: a digit where it has '0', and else the same
 * character. lower has 0x0f for each '0': a digit differs from '0' only there, even with six added to it. */
static inline bool
has_shape(const char *text, const char *pattern, const char *lower)
{
    uint64_t mask = word_at(lower);
    uint64_t word = word_at(text);
    uint64_t wanted = word_at(pattern) & ~mask;

    return (word & ~mask) == wanted && ((word + (mask & 0x0606060606060606U)) & ~mask) == wanted;
}

/* Whether text begins with "YYYY-MM-DD?hh:mm:ss", digits of any value, where ? is separator. */
static inline bool
is_date_and_time(text_view text, char separator)
{
    return text.length >= LOG_DATE_AND_TIME && text.data[10] == separator &&
           has_shape(text.data, "0000-00-", "\x0f\x0f\x0f\x0f\0\x0f\x0f") &&
           has_shape(text.data + 2, "00-00-00", "\x0f\x0f\0\x0f\x0f\0\x0f\x0f") &&
           has_shape(text.data + 11, "00:00:00", "\x0f\x0f\0\x0f\x0f\0\x0f\x0f");
}

/* The characters there must be digits. */
static inline int
two_digits(const char *at)
{
    return (at[0] - '0') * 10 + (at[1] - '0');
}

/* Reads "YYYY-MM-DD?hh:mm:ss". */
static inline calendar_time
calendar_time_of(text_view text)
{
    const char *at = text.data;

    return (calendar_time){.year = two_digits(at) * 100 + two_digits(at + 2),
                           .month = two_digits(at + 5),
                           .day = two_digits(at + 8),
                           .hour = two_digits(at + 11),
                           .minute = two_digits(at + 14),
                           .second = two_digits(at + 17)};
}

static inline bool
is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* A second of 60 is a leap second, and counts as the second after it. */
static inline bool
calendar_time_is_valid(const calendar_time *at)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (at->year < FIRST_YEAR || at->year > LAST_YEAR || at->month < 1 || at->month > 12 || at->day < 1)
        return false;
    if (at->day > days[at->month - 1] && !(at->month == 2 && at->day == 29 && is_leap_year(at->year)))
        return false;
    return at->hour <= 23 && at->minute <= 59 && at->second <= 60;
}

/* Days since 1970-01-01 in the Gregorian calendar, for years from 1970 on. The year is counted from March, so
 * that the leap day is its last; before each month are then (153 months + 2) / 5 days. */
static inline int64_t
days_since_epoch(int year, int month, int day)
{
    const int64_t epoch = 719468; /* days from March of the year 0 */
    int past = month > 2 ? month - 3 : month + 9;
    int from_march = month > 2 ? year : year - 1;
    int leap_days = from_march / 4 - from_march / 100 + from_march / 400;

    return (int64_t)365 * from_march + leap_days + (153 * past + 2) / 5 + day - 1 - epoch;
}

static inline int64_t
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
    *minutes = two_digits(rest.data + 1) * 60 + two_digits(rest.data + 4);
    if (rest.data[0] == '-')
        *minutes = -*minutes;
    *end += 6;
    return true;
}

bool
log_time_begins_prefix(text_view text)
{
    return is_date_and_time(text, 'T');
}

size_t
log_time_read_prefix(text_view text, log_time *time)
{
    size_t end = LOG_DATE_AND_TIME;
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

/* Reads the milliseconds behind "YYYY-MM-DD hh:mm:ss", with the comma or point before them. */
static inline bool
read_milliseconds(text_view text, uint32_t *milliseconds)
{
    const char *at = text.data;

    if (at[0] != ',' && at[0] != '.')
        return false;
    if (text.length == 4 && are_two_digits(at + 1) && text_is_digit(at[3])) {
        *milliseconds = (uint32_t)(two_digits(at + 1) * 10 + (at[3] - '0'));
        return true;
    }
    return text_view_to_number(text_view_from(text, 1), 999, milliseconds);
}

bool
log_time_read_utc(text_view text, log_time *time)
{
    uint32_t milliseconds = 0;
    calendar_time at;

    *time = (log_time){.is_known = false};
    if (!is_date_and_time(text, ' '))
        return false;
    if (text.length > LOG_DATE_AND_TIME &&
        !read_milliseconds(text_view_from(text, LOG_DATE_AND_TIME), &milliseconds))
        return false;
    at = calendar_time_of(text);
    if (!calendar_time_is_valid(&at))
        return false;
    *time = (log_time){true, seconds_of(&at), milliseconds * 1000000};
    return true;
}
