/* test-log-encoding.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-encoding.h"
#include "views.h"

/* Of a literal, with the NULs in it. */
#define BYTES(literal) text_view_of(literal, sizeof(literal) - 1)

static void
test_detect(void)
{
    static const struct {
        text_view bytes;
        log_encoding encoding;
    } cases[] = {
        {{"2016", 4}, LOG_BYTES},
        {{"", 0}, LOG_BYTES},
        {{"\xef\xbb\xbf"
          "2016",
          7},
         LOG_BYTES},
        {{"\xff\xfe"
          "2\0",
          4},
         LOG_UTF16_LE},
        {{"\xfe\xff\0002", 4}, LOG_UTF16_BE},
        {{"\xff\xfe\xe9\x4f", 4}, LOG_UTF16_LE},
        {{"2\0000\0001\0006\0", 8}, LOG_UTF16_LE},
        {{"\0002\0000\0001\0006", 8}, LOG_UTF16_BE},
        {{"\t\0\r\0\n\0\xe9\0", 8}, LOG_UTF16_LE},
        /* Too short, and not text. */
        {{"\xff\xfe", 2}, LOG_BYTES},
        {{"\xff\xfe\0\0", 4}, LOG_BYTES},
        {{"2\0000\0001\0", 6}, LOG_BYTES},
        {{"2\0000\0\001\0006\0", 8}, LOG_BYTES},
        {{"2\0000\0001\0006\001", 8}, LOG_BYTES},
        {{"\0\0\0\0\0\0\0\0", 8}, LOG_BYTES},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view copy = exact_copy(cases[i].bytes, cases[i].bytes.length);

        g_test_message("case %zu", i);
        g_assert_cmpint(log_encoding_detect(copy), ==, cases[i].encoding);
        exact_copy_free(copy);
    }
}

static void
test_find(void)
{
    g_assert_cmpuint(log_encoding_find(LOG_BYTES, view_of("ab\nc"), '\n'), ==, 2);
    g_assert_cmpuint(log_encoding_find(LOG_UTF16_LE, BYTES("a\0\n\0b\0"), '\n'), ==, 2);
    g_assert_cmpuint(log_encoding_find(LOG_UTF16_BE, BYTES("\0a\0\n\0b"), '\n'), ==, 2);
    /* U+0A0A, U+0A00, U+000A across two units, and half a unit. */
    g_assert_cmpuint(log_encoding_find(LOG_UTF16_LE, BYTES("\n\n\0\na\0"), '\n'), ==, 6);
    g_assert_cmpuint(log_encoding_find(LOG_UTF16_BE, BYTES("\n\n\n\0a\0"), '\n'), ==, 6);
    g_assert_cmpuint(log_encoding_find(LOG_UTF16_LE, BYTES("a\0\n"), '\n'), ==, 3);
}

static void
assert_decoded(log_encoding encoding, text_view bytes, size_t room, const char *expected)
{
    text_view copy = exact_copy(bytes, bytes.length);
    char *buffer = g_malloc(room + 1);

    assert_view(text_view_of(buffer, log_encoding_decode(encoding, copy, buffer, room)), expected);
    g_assert_cmpuint(log_encoding_room(encoding, bytes.length), >=, strlen(expected));
    exact_copy_free(copy);
    g_free(buffer);
}

static void
test_decode(void)
{
    assert_decoded(LOG_BYTES, view_of("abc"), 2, "ab");
    assert_decoded(LOG_UTF16_LE,
                   BYTES("\xff\xfe"
                         "a\0\xe9\0\xac\x20"),
                   20,
                   "\xef\xbb\xbf"
                   "a\xc3\xa9\xe2\x82\xac");
    assert_decoded(LOG_UTF16_BE, BYTES("\0a\xd8\x3d\xde\0"), 20, "a\xf0\x9f\x98\x80");
    /* Halves of pairs, in the wrong order or alone, and an odd byte. */
    assert_decoded(LOG_UTF16_BE, BYTES("\xde\0\xd8\x3d\0b"), 20,
                   "\xef\xbf\xbd\xef\xbf\xbd"
                   "b");
    assert_decoded(LOG_UTF16_BE, BYTES("\0a\xd8\x3d"), 20, "a\xef\xbf\xbd");
    assert_decoded(LOG_UTF16_LE, BYTES("a\0b"), 20, "a\xef\xbf\xbd");
    /* Not even part of a character. */
    assert_decoded(LOG_UTF16_LE, BYTES("a\0\xac\x20"), 3, "a");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-encoding/detect", test_detect);
    g_test_add_func("/log-encoding/find", test_find);
    g_test_add_func("/log-encoding/decode", test_decode);
    return g_test_run();
}
