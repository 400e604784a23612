/* test-tls-certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

#include "tls/tls-certificate.h"

/* CN=c.example, issued by CN=ca.example; 2024-02-29 12:00:00 to 2026-03-01; one DNS name; serverAuth only. */
static const char whole[] =
    "\x30\x81\x95"         /* Certificate */
    "\x30\x81\x92"         /* TBSCertificate */
    "\xa0\x03\x02\x01\x02" /* version */
    "\x02\x01\x07"         /* serial number */
    "\x30\x03\x06\x01\x2a" /* algorithm */
    "\x30\x15\x31\x13\x30\x11\x06\x03\x55\x04\x03\x0c\x0a"
    "ca.example" /* issuer */
    "\x30\x20\x17\x0d"
    "240229120000Z"
    "\x18\x0f"
    "20260301000000Z" /* validity */
    "\x30\x14\x31\x12\x30\x10\x06\x03\x55\x04\x03\x0c\x09"
    "c.example"            /* subject */
    "\x30\x03\x06\x01\x2a" /* key */
    "\xa3\x2f\x30\x2d"     /* extensions */
    "\x30\x13\x06\x03\x55\x1d\x25\x04\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01"
    "\x30\x16\x06\x03\x55\x1d\x11\x01\x01\xff\x04\x0c\x30\x0a\x82\x08"
    "c.exampl";

static void
assert_text(text_view text, const char *expected)
{
    g_assert_true(text_view_equals(text, text_view_of(expected, strlen(expected))));
}

static void
test_reads(void)
{
    tls_certificate certificate;
    text_view name;

    g_assert_true(tls_certificate_read(text_view_of(whole, sizeof whole - 1), &certificate));
    assert_text(certificate.subject, "c.example");
    assert_text(certificate.issuer, "ca.example");
    g_assert_cmpint(certificate.not_before, ==, 1709208000);
    g_assert_cmpint(certificate.not_after, ==, 1772323200);
    g_assert_true(certificate.has_usage && certificate.allows_server_auth && !certificate.allows_client_auth);
    g_assert_true(tls_certificate_next_name(&certificate.names, &name));
    assert_text(name, "c.exampl");
    g_assert_false(tls_certificate_next_name(&certificate.names, &name));
}

static void
test_refuses_what_is_cut(void)
{
    tls_certificate certificate;

    for (size_t length = 0; length < sizeof whole - 1; length++)
        g_assert_false(tls_certificate_read(text_view_of(whole, length), &certificate));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tls-certificate/reads", test_reads);
    g_test_add_func("/tls-certificate/refuses-what-is-cut", test_refuses_what_is_cut);
    return g_test_run();
}
