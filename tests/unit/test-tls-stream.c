/* test-tls-stream.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls/tls-stream.h"
#include "views.h"

#include <string.h>

#define RECORD_LENGTH 105U

/* Records of application data, each filled with its letter. */
static GString *
records(const char *letters)
{
    GString *stream = g_string_new(NULL);

    for (; *letters != '\0'; letters++) {
        g_string_append_len(stream, "\x17\x03\x03\x00\x64", 5);
        for (guint i = 0; i < RECORD_LENGTH - TLS_RECORD_HEADER; i++)
            g_string_append_c(stream, *letters);
    }
    return stream;
}

/* Gives the part of whole from start on, of which captured bytes of length are there, and appends to found
 * the letter of each record that ends in it; "?" for one that nothing marks. */
static void
feed(tls_stream *stream, const GString *whole, uint32_t base, size_t start, size_t length, size_t captured,
     GString *found)
{
    static tls_stream_head head;
    text_view bytes;
    tls_record read;

    if (stream->head == NULL)
        stream->head = &head;
    bytes = tls_stream_begin(stream, base + (uint32_t)start, text_view_of(whole->str + start, captured));
    while (tls_stream_next(stream, &bytes, &read))
        g_string_append_c(found,
                          read.mark == TLS_MARK_CIPHERTEXT ? read.identity.data[TLS_RECORD_HEADER] : '?');
    if (captured < length && tls_stream_skip(stream, (uint32_t)(length - captured), &read))
        g_string_append_c(found,
                          read.mark == TLS_MARK_CIPHERTEXT ? read.identity.data[TLS_RECORD_HEADER] : '?');
    if (!tls_stream_needs_head(stream)) {
        memset(&head, '#', sizeof head); /* another stream may have it */
        stream->head = NULL;
    }
}

static void
assert_found(GString *found, const char *expected)
{
    g_assert_cmpstr(found->str, ==, expected);
    g_string_free(found, TRUE);
}

/* Cut anywhere, the same records end, whatever the sequence numbers are. */
static void
test_any_segments(void)
{
    GString *whole = records("abc");
    const uint32_t bases[] = {0, 1, 0xffffffffU - 150U, 0x7fffffffU - 20U};

    for (size_t i = 0; i < G_N_ELEMENTS(bases); i++) {
        for (size_t size = 1; size <= whole->len; size++) {
            tls_stream stream = {.is_begun = false};
            GString *found = g_string_new(NULL);

            /* Whether a segment begins with a record is told from a whole header. */
            feed(&stream, whole, bases[i], 0, MAX(size, TLS_RECORD_HEADER), MAX(size, TLS_RECORD_HEADER),
                 found);
            for (size_t at = MAX(size, TLS_RECORD_HEADER); at < whole->len; at += size)
                feed(&stream, whole, bases[i], at, MIN(size, whole->len - at), MIN(size, whole->len - at),
                     found);
            assert_found(found, "abc");
        }
    }
    g_string_free(whole, TRUE);
}

static void
test_repeated_segments_count_once(void)
{
    GString *whole = records("abc");
    GString *found = g_string_new(NULL);
    tls_stream stream = {.is_begun = false};

    feed(&stream, whole, 7, 0, 150, 150, found);
    feed(&stream, whole, 7, 0, 150, 150, found);
    feed(&stream, whole, 7, 100, 150, 150, found);
    feed(&stream, whole, 7, 250, 65, 65, found);
    assert_found(found, "abc");
    g_string_free(whole, TRUE);
}

static void
test_a_gap_within_a_record(void)
{
    GString *whole = records("abc");
    GString *found = g_string_new(NULL);
    tls_stream stream = {.is_begun = false};

    feed(&stream, whole, 7, 0, 60, 60, found);  /* what marks a is there */
    feed(&stream, whole, 7, 80, 40, 40, found); /* what marks b is not */
    feed(&stream, whole, 7, 150, 165, 165, found);
    assert_found(found, "a?c");
    g_string_free(whole, TRUE);
}

static void
test_a_gap_over_records_ends_at_the_next_that_begins(void)
{
    GString *whole = records("abcd");
    GString *found = g_string_new(NULL);
    tls_stream stream = {.is_begun = false};

    feed(&stream, whole, 7, 0, 60, 60, found);
    feed(&stream, whole, 7, 230, 50, 50, found); /* within c */
    feed(&stream, whole, 7, 315, 105, 105, found);
    assert_found(found, "d");
    g_string_free(whole, TRUE);
}

static void
test_segments_that_were_cut(void)
{
    GString *whole = records("abc");
    GString *found = g_string_new(NULL);
    tls_stream stream = {.is_begun = false};

    feed(&stream, whole, 7, 0, 105, 60, found);
    feed(&stream, whole, 7, 105, 105, 10, found);
    feed(&stream, whole, 7, 210, 105, 105, found);
    assert_found(found, "a?c");
    g_string_free(whole, TRUE);
}

static void
test_what_is_not_tls(void)
{
    GString *text = g_string_new("OPTIONS sip:64.100.0.10 SIP/2.0\r\n");
    GString *found = g_string_new(NULL);
    tls_stream stream = {.is_begun = false};

    feed(&stream, text, 7, 0, text->len, text->len, found);
    assert_found(found, "");
    g_assert_false(stream.is_begun);
    g_string_free(text, TRUE);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tls-stream/any-segments", test_any_segments);
    g_test_add_func("/tls-stream/repeated", test_repeated_segments_count_once);
    g_test_add_func("/tls-stream/gap-within", test_a_gap_within_a_record);
    g_test_add_func("/tls-stream/gap-over", test_a_gap_over_records_ends_at_the_next_that_begins);
    g_test_add_func("/tls-stream/cut", test_segments_that_were_cut);
    g_test_add_func("/tls-stream/not-tls", test_what_is_not_tls);
    return g_test_run();
}
