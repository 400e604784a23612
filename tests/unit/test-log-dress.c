/* test-log-dress.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-dress.h"
#include "log-lines.h"
#include "views.h"

#define QUOTE LOG_DRESS_QUOTE
#define INDENT LOG_DRESS_INDENT
#define NAME LOG_DRESS_NAME
#define NUMBER LOG_DRESS_NUMBER
#define SYSLOG LOG_DRESS_SYSLOG

static void
test_kinds(void)
{
    static const struct {
        const char *dress;
        unsigned kinds;
    } cases[] = {
        {"", 0},
        {"\xef\xbb\xbf", 0},
        {">", QUOTE},
        {"> ", QUOTE},
        {"> > ", QUOTE},
        {" >>\t", QUOTE},
        {"\xef\xbb\xbf> ", QUOTE},
        {"    ", INDENT},
        {"\t", INDENT},
        {"12:", NUMBER},
        {"12-", NUMBER},
        {"    12\t", NUMBER | INDENT},
        {"expc.txt:", NAME},
        {"logs/exp-c 2016-04-19.txt-", NAME},
        {"C:\\logs\\expc.txt:12:", NAME | NUMBER},
        {"logs/expc-1.txt-12-", NAME | NUMBER},
        {"> 12:", QUOTE | NUMBER},
        {"12:> ", QUOTE | NUMBER},
        {"Apr 19 09:09:13 10.1.1.1 ", SYSLOG},
        {"<166>Apr  9 09:09:13 10.1.1.1 ", SYSLOG},
        {"Apr 19 2016 09:09:13.973 10.1.1.1 local4.info: ", SYSLOG},
        {"2016-04-19T09:09:13+02:00 10.1.1.1 ", SYSLOG},
        {"2016-04-19 09:09:13\tLocal4.Info\t10.1.1.1\t", SYSLOG},
        {"<166>1 2016-04-19T07:09:13.973Z 10.1.1.1 app 8 - - ", SYSLOG},
        {"<166>1 2016-04-19T07:09:13Z h app - ID [a@1 b=\"c d\"][e f=\"\"] ", SYSLOG},
        {"expc.txt:12:Apr 19 09:09:13 10.1.1.1 ", NAME | NUMBER | SYSLOG},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *line = g_strconcat(cases[i].dress, LOG_X9_TCP, NULL);
        log_dress dress;

        g_test_message("%s", cases[i].dress);
        g_assert_true(log_dress_read(view_of(line), &dress));
        g_assert_cmphex(dress.kinds, ==, cases[i].kinds);
        g_assert_cmpuint(dress.length, ==, cases[i].kinds != 0 ? strlen(cases[i].dress) : 0);
        g_free(line);
    }
}

static void
test_no_entry(void)
{
    static const char *const starts[] = {
        "See this: ", "\"", "<", "* ", "| ", "said \"x\": ", "<b>:", "Apr 19 10.1.1.1 ", "+",
    };
    log_dress dress;

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        char *line = g_strconcat(starts[i], LOG_X9_TCP, NULL);

        g_test_message("%s", starts[i]);
        g_assert_false(log_dress_read(view_of(line), &dress));
        g_free(line);
    }
    g_assert_false(log_dress_read(view_of(""), &dress));
    g_assert_false(log_dress_read(view_of("> some words\n" LOG_X9_TCP), &dress));
    g_assert_false(log_dress_read(view_of("> some words\r" LOG_X9_TCP), &dress));
}

/* What of a further line is dress. */
static void
test_skip(void)
{
    static const struct {
        const char *dress;
        const char *line;
        size_t length;
    } cases[] = {
        {"> ", ">  SIPMSG:", 2},
        {"> ", "> ", 2},
        {"> ", ">", 1},
        {"> ", ">SIPMSG:", 1},
        {"> ", "SIPMSG:", 0},
        {"> ", ">> x", 1},
        {"> > ", ">> x", 3},
        {">>", "> > x", 3},
        {"    ", "     SIPMSG:", 4},
        {"    ", "", 0},
        {"    ", "\tx", 0},
        {"12:", "13- SIPMSG:", 3},
        {"12:", "13:a:b", 3},
        {"12:", "13 a", 0},
        {"12:", "--", 0},
        {"a.txt:12:", "a.txt-13- SIPMSG:", 9},
        {"a.txt:12:", "a.txt-13: SIPMSG:", 0},
        {"a.txt:12:", "b.txt-13- SIPMSG:", 0},
        {"a.txt:12:", "a.txt", 0},
        {"a.txt:", "a.txt- SIPMSG:", 6},
        {"Apr 19 09:09:13 h ", "Apr 19 09:09:14 h  SIPMSG:", 18},
        {"Apr 19 09:09:13 h ", "Apr 19 09:09:14 h", 17},
        {"Apr 19 09:09:13 h ", "Apr 19 09:09:14 other x", 0},
        {"Apr 19 09:09:13 h ", " SIPMSG:", 0},
        {"> 12:", "> 13-x", 5},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *line = g_strconcat(cases[i].dress, LOG_X9_TCP, NULL);
        text_view further = exact_copy(view_of(cases[i].line), strlen(cases[i].line));
        log_dress dress;

        g_test_message("%s | %s", cases[i].dress, cases[i].line);
        g_assert_true(log_dress_read(view_of(line), &dress));
        g_assert_cmpuint(log_dress_skip(&dress, further), ==, cases[i].length);
        exact_copy_free(further);
        g_free(line);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-dress/kinds", test_kinds);
    g_test_add_func("/log-dress/no-entry", test_no_entry);
    g_test_add_func("/log-dress/skip", test_skip);
    return g_test_run();
}
