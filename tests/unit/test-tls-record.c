/* test-tls-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls/tls-record.h"
#include "views.h"

#include <string.h>

#define HELLO_LENGTH 60U

/* A record with a handshake of that type; its random is the letter, 32 times. */
static GString *
hello(char type, char letter)
{
    GString *record = g_string_new(NULL);

    g_string_append_len(record, "\x16\x03\x01\x00\x37", 5);
    g_string_append_c(record, type);
    g_string_append_len(record, "\x00\x00\x33\x03\x03", 5);
    for (int i = 0; i < 32; i++)
        g_string_append_c(record, letter);
    while (record->len < HELLO_LENGTH)
        g_string_append_c(record, 0);
    return record;
}

static void
add_application_data(GString *stream, guint length, char letter)
{
    g_string_append_len(stream, "\x17\x03\x03", 3);
    g_string_append_c(stream, (char)(length >> 8));
    g_string_append_c(stream, (char)(length & 0xff));
    for (guint i = 0; i < length; i++)
        g_string_append_c(stream, letter);
}

static tls_mark
next(text_view *bytes, text_view *identity)
{
    tls_record read;

    g_assert_true(tls_record_next(bytes, &read));
    *identity = read.identity;
    return read.mark;
}

static void
assert_ends(text_view bytes)
{
    tls_record read;

    g_assert_false(tls_record_next(&bytes, &read));
    g_assert_cmpint(read.mark, ==, TLS_MARK_NONE);
}

static void
test_randoms(void)
{
    for (char type = 0; type < 4; type++) {
        GString *record = hello(type, 'r');
        text_view bytes = text_view_of(record->str, record->len);
        bool is_hello = type == 1 || type == 2;
        text_view identity;

        g_assert_cmpint(next(&bytes, &identity), ==, is_hello ? TLS_MARK_RANDOM : TLS_MARK_NONE);
        if (is_hello)
            assert_view(identity, "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr");
        g_assert_cmpuint(bytes.length, ==, 0);
        g_string_free(record, TRUE);
    }
}

/* The first byte of an encrypted handshake message may be any. */
static void
test_encrypted_handshake(void)
{
    static const char finished[] = "\x16\x03\x03\x00\x28\x02\x7f\x2b\xf7\xba\x73\x58\xf4\x80\xeb"
                                   "\xc0\xc5\x1d\x42\x2b\xaa\x48\x6c\xdb\x9b\xd5\xb7\x98\x99\xe9"
                                   "\x08\x73\x60\xbf\xb4\x89\x73\x42\xe9\x43\x3b\xc2\xc8\xce\x0b";

    for (char type = 1; type <= 2; type++) {
        GString *record = g_string_new_len(finished, sizeof finished - 1);
        text_view identity;
        text_view bytes;

        record->str[5] = type;
        bytes = text_view_of(record->str, record->len);
        g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_NONE);
        memcpy(record->str + 6, "\x00\x00\x24\x03\x03", 5); /* refused too: a session ID is not that long */
        bytes = text_view_of(record->str, record->len);
        record->str[43] = 33;
        g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_NONE);
        g_string_free(record, TRUE);
    }
}

/* All servers that retry send the same random. */
static void
test_retry(void)
{
    static const char retry[] = "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91"
                                "\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2\xC8\xA8\x33\x9C";
    GString *record = hello(2, 'r');
    text_view identity;
    text_view bytes;

    memcpy(record->str + 11, retry, 32);
    bytes = text_view_of(record->str, record->len);
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_NONE);
    record->str[42]++;
    bytes = text_view_of(record->str, record->len);
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_RANDOM);
    g_string_free(record, TRUE);
}

static void
test_stream(void)
{
    GString *stream = hello(1, 'a');
    text_view identity;
    text_view bytes;

    g_string_append_len(stream, "\x14\x03\x03\x00\x01\x01", 6);
    add_application_data(stream, 24, 'x');
    add_application_data(stream, 23, 'y');
    add_application_data(stream, 300, 'z');
    bytes = text_view_of(stream->str, stream->len);
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_RANDOM);
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_NONE); /* ChangeCipherSpec is always the same */
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_CIPHERTEXT);
    g_assert_cmpuint(identity.length, ==, TLS_RECORD_MARK);
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_NONE); /* too short to be unique */
    g_assert_cmpint(next(&bytes, &identity), ==, TLS_MARK_CIPHERTEXT);
    assert_ends(bytes);
    g_string_free(stream, TRUE);
}

/* A cut record has the same mark as the whole one, as long as all bytes of the mark are there. */
static void
test_cut(void)
{
    GString *stream = g_string_new(NULL);

    add_application_data(stream, 300, 'z');
    for (size_t length = 0; length <= stream->len; length++) {
        text_view bytes = text_view_of(stream->str, length);
        tls_record read;

        if (length < TLS_RECORD_HEADER) {
            assert_ends(bytes);
            continue;
        }
        g_assert_true(tls_record_next(&bytes, &read));
        g_assert_cmpint(read.mark, ==, length < TLS_RECORD_MARK ? TLS_MARK_NONE : TLS_MARK_CIPHERTEXT);
        g_assert_true(read.is_whole == (length == stream->len));
        g_assert_cmpuint(bytes.length, ==, 0);
    }
    g_string_free(stream, TRUE);
}

/* Which end sends the record. A record that only looks like one, or is too short, does not decide it. */
static void
test_hello(void)
{
    GString *record = hello(1, 'c');

    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, record->len)), ==, TLS_HELLO_CLIENT);
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, 43)), ==, TLS_HELLO_NONE);
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, 44)), ==, TLS_HELLO_CLIENT);
    record->str[5] = 2;
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, record->len)), ==, TLS_HELLO_SERVER);
    record->str[5] = 11;
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, record->len)), ==, TLS_HELLO_NONE);
    record->str[5] = 1;
    record->str[4] = 5;
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, record->len)), ==, TLS_HELLO_NONE);
    record->str[0] = 0x17;
    g_assert_cmpint((int)tls_hello_of(text_view_of(record->str, record->len)), ==, TLS_HELLO_NONE);
    g_assert_cmpint((int)tls_hello_of(view_of("")), ==, TLS_HELLO_NONE);
    g_string_free(record, TRUE);
}

static void
test_refused(void)
{
    static const char *const others[] = {"",
                                         "\x17\x03\x03\x01",
                                         "GET / HTTP/1.1",
                                         "\x13\x03\x03\x01\x01",
                                         "\x19\x03\x03\x01\x01",
                                         "\x17\x02\x03\x01\x01",
                                         "\x17\x03\x05\x01\x01",
                                         "\x17\x03\x03\x48\x01"};

    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        assert_ends(view_of(others[i]));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tls-record/randoms", test_randoms);
    g_test_add_func("/tls-record/encrypted-handshake", test_encrypted_handshake);
    g_test_add_func("/tls-record/retry", test_retry);
    g_test_add_func("/tls-record/stream", test_stream);
    g_test_add_func("/tls-record/cut", test_cut);
    g_test_add_func("/tls-record/hello", test_hello);
    g_test_add_func("/tls-record/refused", test_refused);
    return g_test_run();
}
