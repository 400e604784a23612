/* test-log-time.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-time.h"
#include "views.h"

static void
test_prefix(void)
{
    static const struct {
        const char *text;
        size_t length;
        int64_t seconds; /* -1: unknown */
        uint32_t nanoseconds;
    } cases[] = {
        {"2016-04-19T17:09:13+10:00 expc", 25, 1461049753, 0},
        {"2016-04-19T07:09:13Z expc", 20, 1461049753, 0},
        {"2016-04-19T03:09:13.5-04:00", 27, 1461049753, 500000000},
        {"2016-04-19T07:09:13.973+00:00", 29, 1461049753, 973000000},
        {"2016-04-19T07:09:13,973Z", 24, 1461049753, 973000000},
        {"2016-04-19T07:09:13.9731234569999Z", 34, 1461049753, 973123456},
        {"2016-04-19T12:54:13+05:45", 25, 1461049753, 0},
        {"1970-01-01T00:00:00Z", 20, 0, 0},
        {"1970-01-01T00:00:00+00:01", 25, -1, 0},
        {"1969-12-31T23:59:59Z", 20, -1, 0},
        {"2000-02-29T00:00:00Z", 20, 951782400, 0},
        {"1900-02-28T00:00:00Z", 20, -1, 0},
        {"2100-02-29T00:00:00Z", 20, -1, 0},
        {"2100-03-01T00:00:00Z", 20, 4107542400, 0},
        {"2199-12-31T23:59:59Z", 20, 7258118399, 0},
        {"2200-01-01T00:00:00Z", 20, -1, 0},
        {"2016-02-30T07:09:13Z", 20, -1, 0},
        {"2016-00-10T07:09:13Z", 20, -1, 0},
        {"2016-13-10T07:09:13Z", 20, -1, 0},
        {"2016-04-00T07:09:13Z", 20, -1, 0},
        {"2016-04-19T24:09:13Z", 20, -1, 0},
        {"2016-04-19T07:60:13Z", 20, -1, 0},
        {"2016-12-31T23:59:60Z", 20, 1483228800, 0},
        {"2016-12-31T23:59:61Z", 20, -1, 0},
        {"2016-04-19T07:09:13", 0, -1, 0},
        {"2016-04-19T07:09:13+1000", 0, -1, 0},
        {"2016-04-19T07:09:13.Z", 0, -1, 0},
        {"2016-04-19T07:09:13.5", 0, -1, 0},
        {"2016-04-19 07:09:13Z", 0, -1, 0},
        {"20160419T070913Z", 0, -1, 0},
        {"", 0, -1, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view text = view_of(cases[i].text);
        log_time time;

        g_test_message("%s", cases[i].text);
        g_assert_cmpuint(log_time_read_prefix(text, &time), ==, cases[i].length);
        g_assert_cmpint(time.is_known, ==, cases[i].seconds >= 0);
        g_assert_cmpint(time.seconds, ==, time.is_known ? cases[i].seconds : 0);
        g_assert_cmpuint(time.nanoseconds, ==, cases[i].nanoseconds);
    }
}

static void
test_utc(void)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: refused */
        uint32_t nanoseconds;
    } cases[] = {
        {"2016-04-19 07:09:13,973", 1461049753, 973000000},
        {"2016-04-19 07:09:13,92", 1461049753, 92000000},
        {"2016-04-19 07:09:13,5", 1461049753, 5000000},
        {"2016-04-19 07:09:13.973", 1461049753, 973000000},
        {"2016-04-19 07:09:13", 1461049753, 0},
        {"2016-04-19 07:09:13,", -1, 0},
        {"2016-04-19 07:09:13,9731", -1, 0},
        {"2016-04-19 07:09:13Z", -1, 0},
        {"2016-04-19T07:09:13", -1, 0},
        {"2016-04-31 07:09:13", -1, 0},
        {" 2016-04-19 07:09:13", -1, 0},
        {"", -1, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_time time;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(log_time_read_utc(view_of(cases[i].text), &time), ==, cases[i].seconds >= 0);
        g_assert_cmpint(time.is_known, ==, cases[i].seconds >= 0);
        g_assert_cmpint(time.seconds, ==, time.is_known ? cases[i].seconds : 0);
        g_assert_cmpuint(time.nanoseconds, ==, cases[i].nanoseconds);
    }
}

/* Every day from 1970 to 2199 follows the one before it. GLib's calendar is the reference. */
static void
test_every_day(void)
{
    GDate date;
    int64_t seconds = 0;

    g_date_set_dmy(&date, 1, 1, 1970);
    for (; g_date_get_year(&date) < 2200; g_date_add_days(&date, 1), seconds += 86400) {
        char text[64];
        log_time time;

        g_snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", (int)g_date_get_year(&date),
                   (int)g_date_get_month(&date), (int)g_date_get_day(&date));
        g_assert_cmpuint(log_time_read_prefix(view_of(text), &time), ==, 20);
        g_assert_true(time.is_known);
        g_assert_cmpint(time.seconds, ==, seconds);
    }
}

/* Cut anywhere, it is read without a byte beyond. */
static void
test_every_prefix(void)
{
    text_view whole = view_of("2016-04-19T17:09:13.973+10:00");

    for (size_t length = 0; length < whole.length; length++) {
        text_view part = exact_copy(whole, length);
        log_time time;

        g_assert_cmpuint(log_time_read_prefix(part, &time), ==, 0);
        g_assert_false(log_time_read_utc(part, &time));
        exact_copy_free(part);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-time/prefix", test_prefix);
    g_test_add_func("/log-time/utc", test_utc);
    g_test_add_func("/log-time/every-day", test_every_day);
    g_test_add_func("/log-time/every-prefix", test_every_prefix);
    return g_test_run();
}
