/* test-log-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-record.h"
#include "log/log-entry.h"
#include "log/log-recognition.h"
#include "log-lines.h"
#include "views.h"

#define MOST ((size_t)2048)
#define GARBAGE "some words\nthat are no entry\n"

static const log_form plain = {.line_end = '\n'};

/* The length of the record, or 0. What else is found must be right. */
static size_t
record_length(text_view text, bool is_all)
{
    log_record record = {.prefix_length = log_prefix_length(text)};
    size_t next = 1;

    if (!log_record_find(&plain, text, MOST, is_all, &record, &next))
        return 0;
    g_assert_true(record.bytes.data == text.data);
    g_assert_cmpuint(record.line_end, ==, text_view_find(record.bytes, '\n'));
    g_assert_cmpuint(next, ==, log_prefix_length(text_view_from(text, record.bytes.length)));
    return record.bytes.length;
}

#define LINE "2016-04-19T17:09:13+10:00 expc tvcs: "

static char *
letters(size_t count)
{
    return g_strnfill(count, 'x');
}

/* The records of a log, one after the other, must be these. */
static void
assert_records(const char *log, const char *const *expected, size_t count)
{
    text_view whole = view_of(log);
    text_view rest = exact_copy(whole, whole.length);
    text_view copy = rest;

    for (size_t i = 0; i < count; i++) {
        size_t length = record_length(rest, true);

        assert_view(text_view_first(rest, length), expected[i]);
        rest = text_view_from(rest, length);
    }
    g_assert_cmpuint(rest.length, ==, 0);
    exact_copy_free(copy);
}

static void
test_entries(void)
{
    static const char *const records[] = {GARBAGE, LOG_X8_RECEIVED LOG_MESSAGE_LINES, LOG_SYSLOG,
                                          LOG_DRAFT "\n\n", LOG_X9_TCP "no line end"};
    char *log = g_strconcat(records[0], records[1], records[2], records[3], records[4], NULL);

    assert_records(log, records, G_N_ELEMENTS(records));
    g_free(log);
    g_assert_cmpuint(record_length(view_of(""), true), ==, 0);
}

/* A long entry is cut at the end of a line. */
static void
test_long_entry(void)
{
    char *line = letters(1000);
    char *first = g_strconcat(LINE "a\n", line, "\n", line, "\n", NULL);
    char *second = g_strconcat(line, "\n", line, "\n", NULL);
    char *third = g_strconcat(line, "\n", NULL);
    char *log = g_strconcat(first, second, third, LOG_SYSLOG, NULL);
    const char *const records[] = {first, second, third, LOG_SYSLOG};

    g_assert_cmpuint(strlen(first), <=, MOST);
    assert_records(log, records, G_N_ELEMENTS(records));
    g_free(line);
    g_free(first);
    g_free(second);
    g_free(third);
    g_free(log);
}

/* A long line is cut anywhere, but the rest must not look like the start of an entry. */
static void
test_long_line(void)
{
    char *before = letters(MOST - strlen(LINE));
    char *fits = g_strconcat(LINE, before, NULL);
    char *log = g_strconcat(fits, LINE "still the same line\n", LOG_SYSLOG, NULL);
    size_t length = record_length(view_of(log), true);

    g_assert_cmpuint(strlen(fits), ==, MOST);
    g_assert_true(log_entry_starts(view_of(log + MOST)));
    g_assert_cmpuint(length, ==, MOST - 1);
    g_assert_false(log_entry_starts(view_of(log + length)));
    assert_view(text_view_from(view_of(log), length + record_length(view_of(log + length), true)),
                LOG_SYSLOG);
    g_free(before);
    g_free(fits);
    g_free(log);
}

/* For any part of a log, the answer is that of the whole log, or that more is needed. */
static void
test_every_part(void)
{
    char *line = letters(700);
    char *log =
        g_strconcat(LINE, line, "\n", line, "\n", line, line, line, line, "\n" GARBAGE LOG_SYSLOG, NULL);
    text_view whole = view_of(log);

    while (whole.length > 0) {
        size_t expected = record_length(whole, true);

        g_assert_cmpuint(expected, >, 0);
        g_assert_cmpuint(expected, <=, MOST);
        for (size_t length = 0; length <= whole.length; length++) {
            text_view part = exact_copy(whole, length);
            size_t found = record_length(part, false);

            g_assert_true(found == expected || (found == 0 && length < MOST + log_form_lookahead(&plain)));
            exact_copy_free(part);
        }
        whole = text_view_from(whole, expected);
    }
    g_free(line);
    g_free(log);
}

static void
test_recognise(void)
{
    static const struct {
        const char *bytes;
        bool is_log;
        const char *host;
    } cases[] = {
        {LOG_X7, true, "cisco"},
        {LOG_X8_RECEIVED LOG_MESSAGE_LINES LOG_X8_SENT, true, "expc"},
        {LOG_X8_RECEIVED LOG_X9_TCP, true, NULL},
        {LOG_EVENT_TLS, true, "amer-expressway01"},
        {LOG_WEB, true, "vcsc"},
        {LOG_SYSLOG, true, "expc"},
        {LOG_NO_PROCESS, true, "EXPRWY-C"},
        {LOG_TRAFFIC, true, "expe"},
        {"\xef\xbb\xbf" LOG_TRAFFIC, true, "expe"},
        {GARBAGE LOG_JABBERD, true, "xwayc"},
        {LINE "text\n" LINE "more\n" LOG_X8_SENT, true, "expc"},
        /* Shapes that other programs write too. */
        {LINE "text\n", false, "expc"},
        {LINE "id=\"0003\" severity=\"info\" sys=\"SecureWeb\"\n", false, "expc"},
        {LINE "Level=\"INFO\" Event=\"x\"\n", false, "expc"},
        {LINE "UTCTime=\"yesterday\" Level=\"INFO\"\n", false, "expc"},
        {GARBAGE, false, NULL},
        {"", false, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_beginning beginning;

        g_test_message("%s", cases[i].bytes);
        g_assert_cmpint(log_recognise(LOG_BYTES, view_of(cases[i].bytes), &beginning), ==, cases[i].is_log);
        assert_view(beginning.host, cases[i].host);
    }
}

static void
test_first_time(void)
{
    log_beginning beginning;

    g_assert_true(log_recognise(LOG_BYTES, view_of(GARBAGE LINE "text\n" LOG_X9_TCP), &beginning));
    g_assert_true(beginning.first_time.is_known);
    g_assert_cmpint(beginning.first_time.seconds, ==, 1461049753);
}

/* A NUL before the first entry means an archive or another binary file. After it, the log is damaged. */
static void
test_binary(void)
{
    static const char archive[] = "loggingsnapshot.txt\0\0\n" LOG_X8_SENT;
    static const char damaged[] = LOG_X8_SENT "\0\0\n" LOG_X8_SENT;
    log_beginning beginning;

    g_assert_false(log_recognise(LOG_BYTES, text_view_of(archive, sizeof archive - 1), &beginning));
    g_assert_true(log_recognise(LOG_BYTES, text_view_of(damaged, sizeof damaged - 1), &beginning));
}

/* Lines that others have dressed: enough of them, or all up to the first entry. */
static void
test_recognise_dressed(void)
{
#define QUOTED "> " LOG_X9_TCP
#define INDENTED "    " LOG_X9_TCP
    static const struct {
        const char *bytes;
        bool is_log;
        unsigned kinds;
    } cases[] = {
        {QUOTED, true, LOG_DRESS_QUOTE},
        {">>" LOG_X9_TCP ">> " LOG_X8_SENT, true, LOG_DRESS_QUOTE},
        {"Hello,\n\n" QUOTED QUOTED, true, LOG_DRESS_QUOTE},
        {"Hello,\nwords\n\n" QUOTED QUOTED "\n\n", true, LOG_DRESS_QUOTE},
        {"Hello,\nwords\nwords\n" QUOTED QUOTED, false, 0},
        {"From alice@example.com Tue\n" QUOTED QUOTED QUOTED, false, 0},
        {INDENTED, true, LOG_DRESS_INDENT},
        {"    words\n\n" INDENTED, true, LOG_DRESS_INDENT},
        {"words\n" INDENTED INDENTED INDENTED, false, 0},
        {INDENTED "words\nwords\n", false, 0},
        {"12:" LOG_X9_TCP "13-words\n", true, LOG_DRESS_NUMBER},
        {"a.txt:" LOG_X9_TCP "b.txt:" LOG_X8_SENT, true, LOG_DRESS_NAME},
        {"Apr 19 09:09:13 h " LOG_X9_TCP "words\nwords\nwords\n", true, LOG_DRESS_SYSLOG},
        {"> " LINE "text\n", false, 0},
        {"> words\n", false, 0},
        {"", false, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_beginning beginning;

        g_test_message("%s", cases[i].bytes);
        g_assert_false(log_recognise(LOG_BYTES, view_of(cases[i].bytes), &beginning));
        g_assert_cmpint(log_recognise_dressed(LOG_BYTES, view_of(cases[i].bytes), &beginning), ==,
                        cases[i].is_log);
        if (cases[i].is_log)
            g_assert_cmphex(beginning.form.dress_kinds, ==, cases[i].kinds);
    }
}

/* If the file has another form, only lines of that form start entries. */
static void
test_forms(void)
{
    static const char ended_by_cr[] = LINE "x\n" LINE "y\r" LINE "z\r";
    static const char log[] = "    " LOG_X9_TCP LOG_X9_TCP "     " LOG_X9_TCP "    " LOG_X9_TCP;
    log_beginning beginning;
    log_record record = {.prefix_length = 0};
    size_t next;

    g_assert_true(log_recognise_dressed(LOG_BYTES, view_of("    " LOG_X9_TCP), &beginning));
    g_assert_true(log_record_find(&beginning.form, view_of(log), MOST, true, &record, &next));
    g_assert_cmpuint(record.bytes.length, ==, strlen(log) - strlen("    " LOG_X9_TCP));
    g_assert_cmpuint(next, >, 0);
    beginning.form = (log_form){.line_end = '\r'};
    g_assert_true(log_record_find(&beginning.form, view_of(ended_by_cr), MOST, true, &record, &next));
    g_assert_cmpuint(record.bytes.length, ==, strlen(LINE "x\n" LINE "y\r"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-record/entries", test_entries);
    g_test_add_func("/log-record/long-entry", test_long_entry);
    g_test_add_func("/log-record/long-line", test_long_line);
    g_test_add_func("/log-record/every-part", test_every_part);
    g_test_add_func("/log-record/recognise", test_recognise);
    g_test_add_func("/log-record/recognise-dressed", test_recognise_dressed);
    g_test_add_func("/log-record/forms", test_forms);
    g_test_add_func("/log-record/first-time", test_first_time);
    g_test_add_func("/log-record/binary", test_binary);
    return g_test_run();
}
