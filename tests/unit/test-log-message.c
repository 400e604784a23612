/* test-log-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-message.h"
#include "log/log-entry.h"
#include "log-lines.h"
#include "views.h"

#define MEGABYTES_4 ((size_t)4 << 20)

/* The message's bytes, or NULL where there is none. Freed by g_free. */
static char *
written(text_view continuation, bool *has_end)
{
    log_message message;
    size_t length;
    char *buffer;

    if (!log_message_find(continuation, &message))
        return NULL;
    *has_end = message.has_end;
    length = log_message_write(&message, NULL, 0);
    buffer = g_malloc(length + 1);
    g_assert_cmpuint(log_message_write(&message, buffer, length), ==, length);
    buffer[length] = '\0';
    return buffer;
}

static void
test_forms(void)
{
    static const struct {
        const char *lines;
        const char *message; /* NULL: none */
        bool has_end;
    } cases[] = {
        {LOG_MESSAGE_LINES,
         "SIP/2.0 100 Trying\r\nVia: SIP/2.0/TLS 10.122.73.183:47177;branch=z9hG4bK1\r\n "
         ";received=10.122.73.183\r\nContent-Length: 0\r\n\r\n",
         true},
        {" SIPMSG:\n |A\n B\n \n |\n", "A\r\nB\r\n\r\n", true},
        {"SIPMSG:\n|A\nB\n folded\n\n|\n", "A\r\nB\r\n folded\r\n\r\n", true},
        {"SIPMSG:\n |A\n B\n \n|\n", "A\r\nB\r\n\r\n", true},
        {" SIPMSG:\n |A\n B\n \n  |\n", "A\r\nB\r\n\r\n", true},
        {" SIPMSG:\n |A\n B\n \n |", "A\r\nB\r\n\r\n", true},
        {" SIPMSG:\r\n |A\r\n B\r\n \r\n |\r\n", "A\r\nB\r\n\r\n", true},
        {"\tSIPMSG:\n\t|A\n\tB\n\t\tfolded\n\t\n\t|\n", "A\r\nB\r\n\tfolded\r\n\r\n", true},
        {" SIPMSG:\n |A\n B\n\tfolded\n \n |\n", "A\r\nB\r\n\tfolded\r\n\r\n", true},
        {" HTTPMSG:\n |HTTP/1.1 403 Forbidden\n \n |\n", "HTTP/1.1 403 Forbidden\r\n\r\n", true},
        {" SIPMSG: |A\n B\n |\n", "A\r\nB\r\n", true},
        {"\n SIPMSG:\n\n |A\n |\n", "A\r\n", true},
        /* The bar on the last line of the body. */
        {" SIPMSG:\n |A\n \n <x/>|\n", "A\r\n\r\n<x/>", true},
        {" SIPMSG:\n |A\n \n <x/>|\n\n \n", "A\r\n\r\n<x/>", true},
        {" SIPMSG:\n |A\n \n a|b|\n", "A\r\n\r\na|b", true},
        {" SIPMSG:\n |A\n \n a|\n b\n |\n", "A\r\n\r\na|\r\nb\r\n", true},
        {" SIPMSG:\n |A|\n", "A", true},
        {" SIPMSG:\n |\n |\n", "\r\n", true},
        /* Certificates lose their indent. */
        {" SIPMSG:\n |A\n \n -----BEGIN\nhknS5\nZAK3\n-----END\n |\n",
         "A\r\n\r\n-----BEGIN\r\nhknS5\r\nZAK3\r\n-----END\r\n", true},
        /* Cut off. */
        {" SIPMSG:\n |A\n B: c\n D", "A\r\nB: c\r\nD", false},
        {" SIPMSG:\n |A\n B: c\n", "A\r\nB: c\r\n", false},
        {" SIPMSG:\n |A\n \n \n", "A\r\n\r\n\r\n", false},
        {" SIPMSG:\n |", "", false},
        /* What follows the end is not part of the message. */
        {" SIPMSG:\n |A\n \n |\n more\n |\n", "A\r\n\r\n", true},
        {" SIPMSG:\n", NULL, false},
        {" SIPMSG:\n A\n |\n", NULL, false},
        {" SIPMSG: A\n |\n", NULL, false},
        {" XSIPMSG:\n |A\n", NULL, false},
        {" Via: a\n \n", NULL, false},
        {"", NULL, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bool has_end = false;
        text_view whole = view_of(cases[i].lines);
        text_view lines = exact_copy(whole, whole.length);
        char *found = written(lines, &has_end);

        g_test_message("%s", cases[i].lines);
        g_assert_cmpstr(found, ==, cases[i].message);
        g_assert_cmpint(has_end, ==, cases[i].has_end);
        g_free(found);
        exact_copy_free(lines);
    }
}

static void
test_entries(void)
{
    log_entry entry;
    log_message message;

    g_assert_true(log_entry_parse(view_of(LOG_X8_RECEIVED LOG_MESSAGE_LINES), &entry));
    g_assert_true(log_message_find(entry.continuation, &message));
    g_assert_cmpint(message.kind, ==, LOG_MESSAGE_SIP);
    g_assert_true(log_entry_parse(view_of(LOG_DRAFT), &entry));
    g_assert_false(log_message_find(entry.continuation, &message));
    g_assert_true(log_entry_parse(view_of(LOG_TRAFFIC " HTTPMSG:\n |HTTP/1.1 403 Forbidden\n |\n"), &entry));
    g_assert_true(log_message_find(entry.continuation, &message));
    g_assert_cmpint(message.kind, ==, LOG_MESSAGE_HTTP);
}

/* A smaller buffer gets the first bytes, and nothing is written beyond it. */
static void
test_room(void)
{
    log_message message;
    char whole[256];
    size_t length;

    g_assert_true(log_message_find(view_of(LOG_MESSAGE_LINES), &message));
    length = log_message_write(&message, whole, sizeof whole);
    g_assert_cmpuint(length, <, sizeof whole);
    for (size_t room = 0; room <= length; room++) {
        char *block = g_malloc(room > 0 ? room : 1);

        g_assert_cmpuint(log_message_write(&message, block, room), ==, length);
        g_assert_true(memcmp(block, whole, room) == 0);
        g_free(block);
    }
}

/* Four megabytes of each. If reading is not linear, the test's time limit ends it. */
static void
test_hostile(void)
{
    static const char *const shapes[] = {"\n", " |", "|\nx", " \n", "|", "SIPMSG:\n", "SIPMSG:\n|"};

    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        GString *lines = g_string_new("SIPMSG:\n|");
        log_message message;

        while (lines->len < MEGABYTES_4)
            g_string_append(lines, shapes[i]);
        g_assert_true(log_message_find(text_view_of(lines->str, lines->len), &message));
        g_assert_cmpuint(log_message_write(&message, NULL, 0), <=, 2 * lines->len);
        g_string_free(lines, TRUE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-message/forms", test_forms);
    g_test_add_func("/log-message/entries", test_entries);
    g_test_add_func("/log-message/room", test_room);
    g_test_add_func("/log-message/hostile", test_hostile);
    return g_test_run();
}
