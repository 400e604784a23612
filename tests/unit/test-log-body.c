/* test-log-body.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-body.h"
#include "views.h"

#define START "SIP/2.0 200 OK\r\nTo: <sip:a@b>\r\n"
#define MEGABYTES_4 ((size_t)4 << 20)

/* The message as it is restored. AddressSanitizer sees writes beyond the room. Freed by g_free. */
static char *
fitted(const char *message, log_body *body)
{
    size_t length = strlen(message);
    char *buffer = g_malloc(length + LOG_BODY_ROOM);
    char *text;

    memcpy(buffer, message, length); /* NOLINT(bugprone-not-null-terminated-result): it is to have no NUL */
    text = g_strndup(buffer, log_body_fit(buffer, length, body));
    /* g_strndup copies up to a NUL; these messages have none. */
    g_assert_cmpuint(strlen(text), <=, length + LOG_BODY_ROOM);
    g_free(buffer);
    return text;
}

static void
test_left_alone(void)
{
    static const char *const cases[] = {
        START "Content-Length: 0\r\n\r\n",
        START "Content-Length: 3\r\n\r\nabc",
        START "Content-Length: 7\r\n\r\na\r\nb\r\nc",
        START "l: 3\r\n\r\nabc",
        START "Content-Length: 2555\r\n\r\nabc",
        START "Content-Length: 5\r\n\r\n",
        START "\r\nabc\r\n",
        START "Content-Length: 5",
        START "Content-Length: 5\r\n",
        START "X-Content-Length: 1\r\n\r\nabc",
        START "Content-Length: 3\r\nContent-Length: 1\r\n\r\nabc",
        "\r\n",
        "",
        "Content-Length: 0",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_body body;
        char *text = fitted(cases[i], &body);

        g_assert_cmpstr(text, ==, cases[i]);
        g_assert_false(body.is_rewritten);
        g_free(text);
    }
}

static void
test_changed(void)
{
    static const struct {
        const char *message;
        const char *fitted;
        bool is_rewritten;
    } cases[] = {
        /* The lines of the body ended with LF. */
        {START "Content-Length: 5\r\n\r\na\r\nb\r\nc", START "Content-Length: 5\r\n\r\na\nb\nc", false},
        {START "Content-Length: 2\r\n\r\na\r\n", START "Content-Length: 2\r\n\r\na\n", false},
        {START "Content-Length: 3\r\n\r\na\r\r\n", START "Content-Length: 3\r\n\r\na\r\n", false},
        /* Only white space is too much. */
        {START "Content-Length: 0\r\n\r\n\r\n", START "Content-Length: 0\r\n\r\n", false},
        {START "Content-Length: 3\r\n\r\nabc\r\n", START "Content-Length: 3\r\n\r\nabc", false},
        {START "Content-Length: 3\r\n\r\nabc \r\n\r\n", START "Content-Length: 3\r\n\r\nabc", false},
        {START "\r\n\r\n", START "\r\n", false},
        /* More than white space is too much, or there is no number. */
        {START "Content-Length: 6\r\n\r\na\r\nb\r\nc", START "Content-Length: 7\r\n\r\na\r\nb\r\nc", true},
        {START "Content-Length: 9\r\n\r\n0123456789", START "Content-Length: 10\r\n\r\n0123456789", true},
        {START "Content-Length: 0\r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", true},
        {START "Content-Length: 00000000000\r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", true},
        {START "L : 1\r\nTo: x\r\n\r\nabc", START "L : 3\r\nTo: x\r\n\r\nabc", true},
        {START "content-length:1\r\n\r\nabc", START "content-length:3\r\n\r\nabc", true},
        {START "Content-Length: ....\r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", true},
        {START "Content-Length:\r\n\r\nabc", START "Content-Length:3\r\n\r\nabc", true},
        {START "Content-Length: -1\r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", true},
        {START "Content-Length: 2147483648\r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", true},
        {START "Content-Length: 99999999999999999999\r\n\r\n", START "Content-Length: 0\r\n\r\n", true},
        /* Wireshark's SIP dissector takes blanks for an error, and reads 0. */
        {START "Content-Length: 3  \r\n\r\nabc", START "Content-Length: 3\r\n\r\nabc", false},
        {START "Content-Length:\r\n 3\r\n\r\nabc", START "Content-Length:3\r\n\r\nabc", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_body body;
        char *text = fitted(cases[i].message, &body);

        g_assert_cmpstr(text, ==, cases[i].fitted);
        g_assert_cmpint(body.is_rewritten, ==, cases[i].is_rewritten);
        g_free(text);
    }
}

static void
test_told(void)
{
    log_body body;

    g_free(fitted(START "Content-Length: 2555\r\n\r\nabc", &body));
    g_assert_true(body.has_number);
    g_assert_cmpuint(body.content_length, ==, 2555);
    g_assert_cmpuint(body.length, ==, 3);
    g_free(fitted(START "Content-Length: 1\r\n\r\nabc", &body));
    g_assert_cmpuint(body.content_length, ==, 1);
    g_assert_cmpuint(body.length, ==, 3);
    g_free(fitted(START "Content-Length: x\r\n\r\nabc", &body));
    g_assert_false(body.has_number);
    g_free(fitted(START "\r\nabc", &body));
    g_assert_false(body.has_number);
    g_assert_cmpuint(body.length, ==, 3);
    g_free(fitted(START "Content-Length: 3\r\n\r\na\r\n\r\n", &body));
    g_assert_cmpuint(body.length, ==, 3);
}

/* Megabytes of header ends, folds and line ends. If reading is not linear, the test's time limit ends it. */
static void
test_size(void)
{
    static const char *const patterns[] = {"\r\n ", "l\r\n",  "\n",
                                           "\r",    "a:\r\n", "Content-Length: 1\r\n\r\n\r\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        size_t unit = strlen(patterns[i]);
        char *buffer = g_malloc(MEGABYTES_4 + LOG_BODY_ROOM);
        log_body body;

        for (size_t at = 0; at < MEGABYTES_4; at++)
            buffer[at] = patterns[i][at % unit];
        g_assert_cmpuint(log_body_fit(buffer, MEGABYTES_4, &body), <=, MEGABYTES_4 + LOG_BODY_ROOM);
        g_free(buffer);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-body/left-alone", test_left_alone);
    g_test_add_func("/log-body/changed", test_changed);
    g_test_add_func("/log-body/told", test_told);
    g_test_add_func("/log-body/size", test_size);
    return g_test_run();
}
