/* test-sip-start.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/sip-message.h"
#include "traversal-sip.h"
#include "views.h"

#define LONGEST 8192

typedef struct {
    const char *name;
    const char *bytes;
    size_t length; /* 0: up to the NUL */
    sip_start start;
} start_case;

static const start_case cases[] = {
    {"request", SERVICE_REQUEST, 0, SIP_START_YES},
    {"response", SERVICE_TIMEOUT, 0, SIP_START_YES},
    {"request-lf-only", "OPTIONS sip:a SIP/2.0\n", 0, SIP_START_YES},
    {"response-without-reason", "SIP/2.0 200\r\n", 0, SIP_START_YES},
    {"response-lower-case", "sip/2.0 200 OK\r\n", 0, SIP_START_YES},
    {"after-keep-alives", "\r\n\r\n\r\n\r\nOPTIONS sip:a SIP/2.0\r\n", 0, SIP_START_YES},
    {"keep-alive", "\r\n\r\n", 0, SIP_START_PREFIX},
    {"keep-alive-pong", "\r\n", 0, SIP_START_PREFIX},
    {"other-scheme", "INVITE tel:+4930123456 SIP/2.0\r\n", 0, SIP_START_YES},
    {"any-scheme", "INVITE za:x SIP/2.0\r\n", 0, SIP_START_YES},
    {"method-of-32", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF sip:a SIP/2.0\r\n", 0, SIP_START_YES},
    {"status-100", "SIP/2.0 100 Trying\r\n", 0, SIP_START_YES},
    {"status-699", "SIP/2.0 699 x\r\n", 0, SIP_START_YES},
    {"empty-scheme", "OPTIONS :x SIP/2.0\r\n", 0, SIP_START_NO},
    {"empty-scheme-part", "OPTIONS :", 0, SIP_START_NO},
    {"nothing", "", 0, SIP_START_NO},
    {"http-request", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0, SIP_START_NO},
    {"http-request-part", "GET /", 0, SIP_START_NO},
    {"http-absolute", "GET http://a/ HTTP/1.1\r\n", 0, SIP_START_NO},
    {"http-connect", "CONNECT a:443 HTTP/1.1\r\n", 0, SIP_START_NO},
    {"http-response", "HTTP/1.1 200 OK\r\n", 0, SIP_START_NO},
    {"http-response-part", "HTTP/1", 0, SIP_START_NO},
    {"weblogic", "t3 12.2.1\nAS:255\nHL:19\n\n", 0, SIP_START_NO},
    {"weblogic-part", "t3", 0, SIP_START_NO},
    {"ssh", "SSH-2.0-OpenSSH_9.2\r\n", 0, SIP_START_NO},
    {"ssh-part", "SSH-", 0, SIP_START_NO},
    {"rtsp-request", "DESCRIBE rtsp://a/b RTSP/1.0\r\n", 0, SIP_START_NO},
    {"rtsp-response", "RTSP/1.0 200 OK\r\n", 0, SIP_START_NO},
    {"tls-hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11, SIP_START_NO},
    {"tls-data", "\x17\x03\x03\x00\n\x01", 6, SIP_START_NO},
    {"afs", "\x00\x00\x00\x01\x00\x00\x00\x02", 8, SIP_START_NO},
    {"nul", "\0", 1, SIP_START_NO},
    {"nul-in-method", "OPT\0ONS sip:a SIP/2.0\r\n", 23, SIP_START_NO},
    {"smtp", "EHLO a.example\r\n", 0, SIP_START_NO},
    {"lower-case-method", "options sip:a SIP/2.0\r\n", 0, SIP_START_NO},
    {"lower-case-method-part", "opt", 0, SIP_START_NO},
    {"no-scheme", "OPTIONS * SIP/2.0\r\n", 0, SIP_START_NO},
    {"no-uri", "OPTIONS  SIP/2.0\r\n", 0, SIP_START_NO},
    {"no-method", " sip:a SIP/2.0\r\n", 0, SIP_START_NO},
    {"endless-method", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", 0, SIP_START_NO},
    {"other-version", "OPTIONS sip:a SIP/3.0\r\n", 0, SIP_START_NO},
    {"no-version", "OPTIONS sip:a\r\n", 0, SIP_START_NO},
    {"status-99", "SIP/2.0 099 x\r\n", 0, SIP_START_NO},
    {"status-700", "SIP/2.0 700 x\r\n", 0, SIP_START_NO},
    {"status-of-four-digits", "SIP/2.0 2000 x\r\n", 0, SIP_START_NO},
    {"status-of-four-digits-alone", "SIP/2.0 2000\r\n", 0, SIP_START_NO},
    {"status-of-two-digits", "SIP/2.0 20\r\n", 0, SIP_START_NO},
    {"status-text", "SIP/2.0 OK\r\n", 0, SIP_START_NO},
    {"status-glued", "SIP/2.0200 OK\r\n", 0, SIP_START_NO},
    {"version-glued-part", "SIP/2.01", 0, SIP_START_NO},
};

static void
test_start(const void *data)
{
    const start_case *expected = data;
    text_view bytes = view_of(expected->bytes);
    text_view copy;

    if (expected->length > 0)
        bytes.length = expected->length;
    copy = exact_copy(bytes, bytes.length);
    g_assert_cmpint((int)sip_start_probe(copy), ==, (int)expected->start);
    exact_copy_free(copy);
}

/* The beginning of a start line waits for the rest. The line end decides. */
static void
test_partial(const void *data)
{
    text_view message = view_of(data);
    size_t keep_alive = g_str_has_prefix(data, "\r") ? 4 : 0;
    size_t line = keep_alive + text_view_find(text_view_from(message, keep_alive), '\n');

    for (size_t length = 1; length <= message.length; length++) {
        text_view copy = exact_copy(message, length);

        g_assert_cmpint((int)sip_start_probe(copy), ==, length <= line ? SIP_START_PREFIX : SIP_START_YES);
        exact_copy_free(copy);
    }
}

/* A start line that goes on and on: a beginning up to 8192 bytes, none after that, a start line once it ends.
 */
static void
test_long(void)
{
    static const char begin[] = "OPTIONS sip:";
    GString *line = g_string_new(begin);

    for (size_t i = line->len; i < LONGEST; i++)
        g_string_append_c(line, 'a');
    g_assert_cmpint((int)sip_start_probe(text_view_of(line->str, line->len)), ==, SIP_START_PREFIX);
    g_string_append_c(line, 'a');
    g_assert_cmpuint(line->len, ==, 8193);
    g_assert_cmpint((int)sip_start_probe(text_view_of(line->str, line->len)), ==, SIP_START_NO);
    g_string_assign(line, "SIP/2.0 200 ");
    while (line->len <= LONGEST)
        g_string_append_c(line, 'a');
    g_assert_cmpint((int)sip_start_probe(text_view_of(line->str, line->len)), ==, SIP_START_NO);
    g_string_free(line, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/sip-start/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_start);
        g_free(path);
    }
    g_test_add_data_func("/sip-start/partial/service", SERVICE_REQUEST, test_partial);
    g_test_add_data_func("/sip-start/partial/timeout", SERVICE_TIMEOUT, test_partial);
    g_test_add_data_func("/sip-start/partial/options", OPTIONS_REQUEST, test_partial);
    g_test_add_data_func("/sip-start/partial/ok", OPTIONS_OK, test_partial);
    g_test_add_data_func("/sip-start/partial/register", REGISTER_REQUEST, test_partial);
    g_test_add_data_func("/sip-start/partial/keep-alive", "\r\n\r\n" OPTIONS_REQUEST, test_partial);
    g_test_add_func("/sip-start/long", test_long);
    return g_test_run();
}
