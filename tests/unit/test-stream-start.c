/* test-stream-start.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls/stream-start.h"
#include "traversal-sip.h"
#include "views.h"

typedef struct {
    const char *name;
    const char *bytes;
    size_t length; /* 0: up to the NUL */
    stream_start start;
} start_case;

static const start_case cases[] = {
    {"nothing", "", 0, STREAM_SILENT},
    {"ping", "\r\n\r\n", 0, STREAM_SILENT},
    {"half-a-pong", "\r", 0, STREAM_SILENT},
    {"other-half", "\n", 0, STREAM_SILENT},
    {"request", OPTIONS_REQUEST, 0, STREAM_SIP},
    {"response", OPTIONS_OK, 0, STREAM_SIP},
    {"request-after-ping", "\r\n\r\n" OPTIONS_REQUEST, 0, STREAM_SIP},
    {"request-part", "OPTIO", 0, STREAM_UNDECIDED},
    {"request-part-after-ping", "\r\n\r\nO", 0, STREAM_UNDECIDED},
    {"client-hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11, STREAM_TLS},
    {"header-alone", "\x16\x03\x03\x00\x7a", 5, STREAM_TLS},
    {"application-data", "\x17\x03\x03\x00\x01\x00", 6, STREAM_TLS},
    {"ssl-3", "\x16\x03\x00\x00\x01\x00", 6, STREAM_TLS},
    {"longest", "\x17\x03\x03\x48\x00\x00", 6, STREAM_TLS},
    {"too-long", "\x17\x03\x03\x48\x01\x00", 6, STREAM_OTHER},
    {"far-too-long", "\x17\x03\x03\xff", 4, STREAM_OTHER},
    {"empty-record", "\x17\x03\x03\x00\x00\x00", 6, STREAM_OTHER},
    {"alert", "\x15\x03\x03\x00\x02\x02\x28", 7, STREAM_OTHER},
    {"version-2", "\x16\x02\x00\x00\x10", 5, STREAM_OTHER},
    {"version-of-the-future", "\x16\x03\x04\x00\x10", 5, STREAM_OTHER},
    {"one-byte", "\x16", 1, STREAM_UNDECIDED},
    {"two-bytes", "\x17\x03", 2, STREAM_UNDECIDED},
    {"three-bytes", "\x16\x03\x03", 3, STREAM_UNDECIDED},
    {"four-bytes", "\x16\x03\x03\x01", 4, STREAM_UNDECIDED},
    {"tls-after-ping", "\r\n\x16\x03\x03\x01\x00", 7, STREAM_OTHER},
    {"weblogic", "t3 12.2.1\nAS:255\nHL:19\n\n", 0, STREAM_OTHER},
    {"cassandra", "\xca\x55\x2d\xfa", 4, STREAM_OTHER},
    {"http", "GET / HTTP/1.1\r\n", 0, STREAM_OTHER},
    {"x11", "l\0\x0b\0", 4, STREAM_OTHER},
    {"nul", "\0", 1, STREAM_OTHER},
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
    g_assert_cmpint((int)stream_start_probe(copy), ==, (int)expected->start);
    exact_copy_free(copy);
}

/* Any number of keep-alives, and then up to 8192 bytes of a start line. */
static void
test_keep_alives(void)
{
    GString *bytes = g_string_new(NULL);

    for (unsigned i = 0; i < 1 << 20; i++)
        g_string_append(bytes, "\r\n");
    g_assert_cmpint((int)stream_start_probe(text_view_of(bytes->str, bytes->len)), ==, STREAM_SILENT);
    g_string_append(bytes, "OPTIONS sip:");
    g_assert_cmpint((int)stream_start_probe(text_view_of(bytes->str, bytes->len)), ==, STREAM_UNDECIDED);
    for (unsigned i = 12; i < 8192; i++)
        g_string_append_c(bytes, 'a');
    g_assert_cmpint((int)stream_start_probe(text_view_of(bytes->str, bytes->len)), ==, STREAM_UNDECIDED);
    g_string_append_c(bytes, 'a');
    g_assert_cmpint((int)stream_start_probe(text_view_of(bytes->str, bytes->len)), ==, STREAM_OTHER);
    g_string_free(bytes, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/stream-start/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_start);
        g_free(path);
    }
    g_test_add_func("/stream-start/keep-alives", test_keep_alives);
    return g_test_run();
}
