/* test-log-undress.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-undress.h"
#include "log/log-entry.h"
#include "log-lines.h"
#include "views.h"

#define PREFIX "2016-04-19T17:09:13+10:00 expc tvcs: "
#define UTC "UTCTime=\"2016-04-19 07:09:13,973\""
#define HEAD PREFIX UTC " Module=\"network.sip\""

static log_stripped stripped;

/* Freed by g_free. */
static char *
undressed(text_view record, size_t room)
{
    text_view copy = exact_copy(record, record.length);
    char *buffer = g_malloc(room);
    char *text = g_strndup(buffer, log_undress(copy, buffer, room, &stripped));

    exact_copy_free(copy);
    g_free(buffer);
    return text;
}

static void
assert_undressed(const char *record, const char *expected)
{
    char *text = undressed(view_of(record), log_undress_room(view_of(record)));

    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void
test_lines(void)
{
    static const char entry[] = HEAD "\n SIPMSG:\n |A\n B\n \n |\n";

    assert_undressed(entry, entry);
    assert_undressed("> " HEAD "\n>  SIPMSG:\n>  |A\n>  B\n>\n>  |\n", HEAD "\n SIPMSG:\n |A\n B\n\n |\n");
    g_assert_cmpuint(stripped.dressed_lines, ==, 5);
    g_assert_cmpuint(stripped.dress_length, ==, 2);
    assert_undressed("7:" HEAD "\n8- SIPMSG:\n--\n20- x\n", HEAD "\n SIPMSG:\n");
    g_assert_cmpuint(stripped.behind, ==, 9);
    assert_undressed(HEAD "\r SIPMSG:\r |A\r |\r", HEAD "\n SIPMSG:\n |A\n |\n");
    g_assert_true(stripped.only_carriage_returns);
    assert_undressed(HEAD "\r\r\n SIPMSG:\r\r\n", HEAD "\n SIPMSG:\n");
    g_assert_true(stripped.carriage_returns);
    assert_undressed(HEAD "\n\n SIPMSG:\n\n |A\n\n \n\n |\n\n", HEAD "\n SIPMSG:\n |A\n \n |\n");
    g_assert_true(stripped.empty_lines);
    assert_undressed(HEAD "\n\n SIPMSG:\n |A\n \n |\n", HEAD "\n\n SIPMSG:\n |A\n \n |\n");
    g_assert_false(stripped.empty_lines);
    assert_undressed("2016-04-19T17:09:13+10:00\texpc\ttvcs:\tA=\"b\tc\"\n\tx\n", PREFIX "A=\"b c\"\n x\n");
    g_assert_true(stripped.tabs);
    assert_undressed(PREFIX "A=\"b\tc\"\n", PREFIX "A=\"b\tc\"\n");
}

static void
test_fences(void)
{
    assert_undressed(HEAD "\n```\n\nwords\n", HEAD "\n");
    g_assert_cmpuint(stripped.behind, ==, 11);
    assert_undressed(HEAD "\n SIPMSG:\n |A\n```\n\n```\n B\n```\nwords\n", HEAD "\n SIPMSG:\n |A\n B\n");
    g_assert_cmpuint(stripped.page_breaks, ==, 9);
    g_assert_cmpuint(stripped.behind, ==, 10);
    /* Within a message that has an end, they are part of its text. */
    assert_undressed(HEAD "\n SIPMSG:\n |A\n\n```\nx\n```\n |\n",
                     HEAD "\n SIPMSG:\n |A\n\n```\nx\n```\n |\n");
    g_assert_cmpuint(stripped.behind, ==, 0);
}

/* Words, hyphens and widths. */
static void
test_wrapping(void)
{
    static const char statement[] = HEAD " Level=\"DEBUG\": Src-ip=\"64.100.0.10\" Detail=\"a b\"\n";

    assert_undressed(HEAD "\nLevel=\"DEBUG\": Src-\nip=\"64.100.0.10\" Detail=\"a\nb\"\n", statement);
    g_assert_cmpuint(stripped.joined, ==, 3);
    assert_undressed(PREFIX "UTCTime=\"2016-04-19\n07:09:13,973\" Module=\"network.sip\" Level=\"DEBUG\": "
                            "Src-ip=\"64.100.0.10\" Detail=\"a b\"\n",
                     statement);
    assert_undressed(HEAD " Level\n=\"DEBUG\": Src-ip=\"64.100.0.10\" Detail=\"a b\"\n", statement);
    assert_undressed(HEAD
                     "\nLevel=\"DEBUG\":\nSIPMSG:\n|INVITE sip:a\nSIP/2.0\nVia: SIP/2.0/TLS\n10.0.0.1:5061;"
                     "proxy-call-\nid=1\nTo: x\n folded\nContent-Length: 0\nword\n\nbody-\nbody\n|\n",
                     HEAD " Level=\"DEBUG\":\nSIPMSG:\n|INVITE sip:a SIP/2.0\nVia: SIP/2.0/TLS 10.0.0.1:5061;"
                          "proxy-call-id=1\nTo: x\n folded\nContent-Length: 0\nword\n\nbody-\nbody\n|\n");
    /* Nothing that an Expressway writes is joined. */
    assert_undressed(LOG_X8_RECEIVED LOG_MESSAGE_LINES, LOG_X8_RECEIVED LOG_MESSAGE_LINES);
    assert_undressed(LOG_DRAFT, LOG_DRAFT);
    assert_undressed(HEAD " Detail=\"a\nb\nc\"\n", HEAD " Detail=\"a\nb\nc\"\n");
    assert_undressed(HEAD "\nwords\n", HEAD "\nwords\n");
    assert_undressed(HEAD "\nLevel=\"INFO\"\n\nwords\n", HEAD " Level=\"INFO\"\n\nwords\n");
}

static void
test_width(void)
{
    static const char entry[] =
        HEAD " Level=\"DEBUG\": Src-ip=\"64.100.0.10\"  Detail=\"some words of which no one is an end\"\n"
             " SIPMSG:\n |OPTIONS sip:somebody@somewhere.example.com;transport=tls;abcdefgh SIP/2.0\n x: y\n"
             " \n <one>two three four five six seven eight nine ten</one><two></two></end>|\n";

    for (size_t width = 40; width <= 70; width += 3) {
        GString *cut = g_string_new(NULL);
        size_t column = 0;

        for (const char *at = entry; *at != '\0'; at++) {
            if (*at != '\n' && column == width) {
                g_string_append_c(cut, '\n');
                column = 0;
            }
            g_string_append_c(cut, *at);
            column = *at == '\n' ? 0 : column + 1;
        }
        g_test_message("%zu", width);
        assert_undressed(cut->str, entry);
        g_string_free(cut, TRUE);
    }
}

static void
test_encodings(void)
{
    static const char le[] = "\xff\xfe"
                             "2\0000\0001\0006\0-\0";
    static const char quoted[] = "> " LOG_X8_SENT;
    size_t count;
    gunichar2 *units = g_utf8_to_utf16(quoted, -1, NULL, NULL, NULL);
    char *text;

    for (count = 0; units[count] != 0; count++)
        units[count] = GUINT16_TO_BE(units[count]);
    text = undressed(text_view_of((const char *)units, 2 * count), 4 * count);
    g_assert_cmpstr(text, ==, LOG_X8_SENT);
    g_assert_cmpint(stripped.encoding, ==, LOG_UTF16_BE);
    g_free(text);
    g_free(units);
    /* Not an entry: decoded, and otherwise left alone. */
    text = undressed(text_view_of(le, sizeof le - 1), 40);
    g_assert_cmpstr(text, ==,
                    "\xef\xbb\xbf"
                    "2016-");
    g_free(text);
    text = undressed(view_of(quoted), 20);
    g_assert_cmpuint(strlen(text), <=, 20);
    g_free(text);
}

static void
test_is_needed(void)
{
    static const struct {
        const char *record;
        bool is_needed;
    } cases[] = {
        {LOG_X8_RECEIVED LOG_MESSAGE_LINES, false},
        {LOG_DRAFT, false},
        {LOG_X9_TCP "\n", false},
        {"\xef\xbb\xbf" LOG_X9_TCP, false},
        {HEAD "\r\n SIPMSG:\r\n", false},
        {HEAD "\r\n", false},
        {HEAD, false},
        {"words\n", false},
        {"", false},
        {"> " LOG_X9_TCP, true},
        {HEAD "\r", true},
        {HEAD "\r\r\n", true},
        {HEAD "\n\n SIPMSG:\n\n", true},
        {HEAD "\nLevel=\"INFO\"\n", true},
        {HEAD "\n```\n", true},
        {"2016-04-19T17:09:13+10:00\texpc\ttvcs:\tA=\"b\"\n", true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view record = exact_copy(view_of(cases[i].record), strlen(cases[i].record));

        g_test_message("%s", cases[i].record);
        g_assert_cmpint(log_undress_is_needed(record, log_prefix_length(record), &stripped), ==,
                        cases[i].is_needed);
        exact_copy_free(record);
    }
    log_undress_is_needed(view_of(HEAD "\r\n\r\n"), strlen(PREFIX), &stripped);
    g_assert_true(stripped.carriage_returns && stripped.empty_lines);
}

/* A record may be as long as a frame, and made to be slow to read. */
static void
test_size(void)
{
    static const char *const lines[] = {"x\n", "\n", "```\n", "```\n|\n", "a-\n", "Name:", "\"\n", "a=\"b\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        GString *record = g_string_new(HEAD "\nLevel=\"DEBUG\":\nSIPMSG:\n|A\n");
        char *text;

        if (i % 2 == 0)
            g_string_assign(record, HEAD "\nLevel=\"DEBUG\":\n");
        while (record->len < 400000)
            g_string_append(record, lines[i]);
        text = undressed(text_view_of(record->str, record->len), record->len);
        g_assert_true(log_entry_starts(view_of(text)));
        g_free(text);
        g_string_free(record, TRUE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-undress/lines", test_lines);
    g_test_add_func("/log-undress/fences", test_fences);
    g_test_add_func("/log-undress/wrapping", test_wrapping);
    g_test_add_func("/log-undress/width", test_width);
    g_test_add_func("/log-undress/encodings", test_encodings);
    g_test_add_func("/log-undress/is-needed", test_is_needed);
    g_test_add_func("/log-undress/size", test_size);
    return g_test_run();
}
