/* test-pem.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

#include "tls/pem.h"

static void
check(const char *base64, size_t size, const char *expected)
{
    char room[8];
    size_t length = pem_decode(text_view_of(base64, strlen(base64)), room, size);

    g_assert_true(text_view_equals(text_view_of(room, length), text_view_of(expected, strlen(expected))));
}

static void
test_decodes(void)
{
    check("QUJD", 8, "ABC");
    check("QU\r\n I=", 8, "AB");
    check("QQ==", 8, "A");
    check("", 8, "");
    check("QU-D", 8, "");
    check("QUJD", 2, "");
}

static void
test_finds_the_first(void)
{
    text_view found =
        pem_certificate(TEXT_VIEW("x\n-----BEGIN CERTIFICATE-----\nQQ==\n-----END CERTIFICATE-----\n"
                                  "-----BEGIN CERTIFICATE-----\nQg==\n-----END CERTIFICATE-----\n"));

    g_assert_true(text_view_equals(found, TEXT_VIEW("\nQQ==\n")));
    g_assert_true(text_view_is_empty(pem_certificate(TEXT_VIEW("-----BEGIN CERTIFICATE-----\nQQ=="))));
    g_assert_true(text_view_is_empty(pem_certificate(TEXT_VIEW("nothing"))));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pem/decodes", test_decodes);
    g_test_add_func("/pem/finds-the-first", test_finds_the_first);
    return g_test_run();
}
