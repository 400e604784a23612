/* log-syslog.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-syslog.h"

#include "log-time.h"

#define LONGEST_SENDER 256
#define MONTH_LENGTH (sizeof "Jan" - 1)

/* Length of pattern where text has that shape, else 0. In the pattern "d" is a digit, and "_" a digit or a
 * blank. */
static size_t
shape_length(text_view text, text_view pattern)
{
    if (text.length < pattern.length)
        return 0;
    for (size_t i = 0; i < pattern.length; i++) {
        bool is_digit = text_is_digit(text.data[i]);
        bool fits = pattern.data[i] == 'd'   ? is_digit
                    : pattern.data[i] == '_' ? is_digit || text.data[i] == ' '
                                             : text.data[i] == pattern.data[i];

        if (!fits)
            return 0;
    }
    return pattern.length;
}

/* Length of the priority, and of the version that follows it in RFC 5424. */
static size_t
priority_length(text_view text)
{
    size_t digits;
    size_t version;

    if (text.length == 0 || text.data[0] != '<')
        return 0;
    digits = text_view_count_digits(text_view_from(text, 1));
    if (digits == 0 || digits > 3 || digits + 1 >= text.length || text.data[digits + 1] != '>')
        return 0;
    version = text_view_count_digits(text_view_from(text, digits + 2));
    if (version > 0 && version <= 2 && version + digits + 2 < text.length &&
        text.data[version + digits + 2] == ' ')
        return digits + version + 3;
    return digits + 2;
}

static bool
begins_with_month(text_view text)
{
    static const char months[][MONTH_LENGTH + 1] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        if (text_view_starts_with(text, text_view_of(months[i], MONTH_LENGTH)))
            return true;
    }
    return false;
}

/* Length of a time of RFC 3164 or "YYYY-MM-DD hh:mm:ss", without a fraction. */
static size_t
short_time_length(text_view text)
{
    size_t length;

    if (!begins_with_month(text))
        return shape_length(text, TEXT_VIEW("dddd-dd-dd dd:dd:dd"));
    length = shape_length(text_view_from(text, MONTH_LENGTH), TEXT_VIEW(" _d dd:dd:dd"));
    if (length == 0)
        length = shape_length(text_view_from(text, MONTH_LENGTH), TEXT_VIEW(" _d dddd dd:dd:dd"));
    return length > 0 ? MONTH_LENGTH + length : 0;
}

size_t
log_syslog_time_length(text_view text)
{
    size_t priority = priority_length(text);
    text_view rest = text_view_from(text, priority);
    size_t length = log_time_read_prefix(rest, NULL);
    size_t digits;

    if (length > 0)
        return priority + length;
    length = short_time_length(rest);
    if (length == 0)
        return 0;
    if (length + 1 < rest.length && (rest.data[length] == '.' || rest.data[length] == ',')) {
        digits = text_view_count_digits(text_view_from(rest, length + 1));
        length += digits > 0 ? 1 + digits : 0;
    }
    return priority + length;
}

bool
log_syslog_is_sender(text_view sender)
{
    if (sender.length == 0 || sender.length > LONGEST_SENDER)
        return false;
    if (!text_is_blank(sender.data[0]) && sender.data[0] != ':')
        return false;
    if (!text_is_blank(sender.data[sender.length - 1]))
        return false;
    /* A quote occurs in structured data only; elsewhere it belongs to the text of an entry. */
    return text_view_find(sender, '"') == sender.length || text_view_find(sender, '[') < sender.length;
}
