/* test-tls-handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

#include "tls/tls-handshake.h"

#define TAKE(end, literal) tls_handshake_take((end), TEXT_VIEW(literal))

static void
test_alert_in_clear(void)
{
    tls_handshake_end *end = g_new0(tls_handshake_end, 1);

    TAKE(end, "\x15\x03\x03\x00");
    TAKE(end, "\x02\x02");
    g_assert_false(tls_handshake_is_fatal(end));
    TAKE(end, "\x30");
    g_assert_true(tls_handshake_is_fatal(end));
    g_assert_cmpuint(end->alert, ==, 48);
    g_free(end);
}

/* A Certificate message in two records, the first of them in three segments. */
static void
test_certificate_across_records(void)
{
    tls_handshake_end *end = g_new0(tls_handshake_end, 1);

    TAKE(end, "\x16\x03\x03\x00\x08\x0b\x00");
    TAKE(end, "\x00\x09\x00\x00");
    TAKE(end, "\x06\x00\x16\x03\x03\x00\x05");
    g_assert_false(end->has_certificate_message);
    TAKE(end, "\x00\x03"
              "abc");
    g_assert_true(end->has_certificate);
    g_assert_true(text_view_equals(text_view_of(end->der, end->der_length), TEXT_VIEW("abc")));
    g_free(end);
}

static void
test_no_certificate(void)
{
    tls_handshake_end *end = g_new0(tls_handshake_end, 1);

    TAKE(end, "\x16\x03\x03\x00\x07\x0b\x00\x00\x03\x00\x00\x00");
    g_assert_true(end->has_certificate_message && !end->has_certificate);
    g_free(end);
}

static void
test_encrypted(void)
{
    tls_handshake_end *end = g_new0(tls_handshake_end, 1);

    TAKE(end, "\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x13");
    g_assert_true(end->is_finished);
    g_assert_cmpuint(end->first_encrypted, ==, TLS_ENCRYPTED_ALERT);
    tls_handshake_take_decrypted(end, TEXT_VIEW("\x02\x74"));
    g_assert_cmpuint(end->alert, ==, 116);
    tls_handshake_take_decrypted(end, TEXT_VIEW("\x0b\x00\x00\x0a\x00\x00\x00\x06\x00\x00\x01"
                                                "a\x00\x00"));
    g_assert_true(text_view_equals(text_view_of(end->der, end->der_length), TEXT_VIEW("a")));
    g_free(end);
}

static void
test_not_tls(void)
{
    tls_handshake_end *end = g_new0(tls_handshake_end, 1);

    TAKE(end, "OPTIONS sip:");
    g_assert_true(end->is_lost);
    g_free(end);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tls-handshake/alert-in-clear", test_alert_in_clear);
    g_test_add_func("/tls-handshake/certificate-across-records", test_certificate_across_records);
    g_test_add_func("/tls-handshake/no-certificate", test_no_certificate);
    g_test_add_func("/tls-handshake/encrypted", test_encrypted);
    g_test_add_func("/tls-handshake/not-tls", test_not_tls);
    return g_test_run();
}
