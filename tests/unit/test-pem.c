/* test-pem.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

#include "tls/pem.h"

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
    g_test_add_func("/pem/finds-the-first", test_finds_the_first);
    return g_test_run();
}
