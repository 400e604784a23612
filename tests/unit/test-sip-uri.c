/* test-sip-uri.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/sip-uri.h"
#include "views.h"

static void
assert_address(endpoint address, const char *expected)
{
    char text[ENDPOINT_TEXT_SIZE];

    g_assert_cmpstr(endpoint_format(address, text), ==, expected);
}

static void
test_host_port(void)
{
    static const struct {
        const char *text;
        bool read;
        const char *host;
        const char *port;
        const char *address;
    } cases[] = {
        {"64.100.0.10:4401", true, "64.100.0.10", "4401", "64.100.0.10:4401"},
        {"64.100.0.10", true, "64.100.0.10", NULL, "64.100.0.10"},
        {"[2001:db8::1]:4401", true, "[2001:db8::1]", "4401", "[2001:db8::1]:4401"},
        {"[2001:db8::1]", true, "[2001:db8::1]", NULL, "[2001:db8::1]"},
        {"[::ffff:64.100.0.10]:4401", true, "[::ffff:64.100.0.10]", "4401", "64.100.0.10:4401"},
        {"expe.example.com:7003", true, "expe.example.com", "7003", ""},
        {" 64.100.0.10 : 4401\r\n", true, "64.100.0.10", "4401", "64.100.0.10:4401"},
        {"h:1", true, "h", "1", ""},
        {"h:65535", true, "h", "65535", ""},
        {"", false, "", NULL, ""},
        {":4401", false, "", "4401", ""},
        {"h:", false, "h", "", ""},
        {"h:0", false, "h", "0", ""},
        {"h:65536", false, "h", "65536", ""},
        {"h:4294971697", false, "h", "4294971697", ""},
        {"h:tls", false, "h", "tls", ""},
        {"h:-1", false, "h", "-1", ""},
        {"h:1:2", false, "h", "1:2", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sip_host_port where;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(sip_host_port_parse(view_of(cases[i].text), &where), ==, cases[i].read);
        assert_view(where.host_text, cases[i].host);
        assert_view(where.port_text, cases[i].port);
        if (cases[i].read)
            assert_address(where.address, cases[i].address);
        else
            g_assert_cmpuint(where.address.port, ==, 0);
    }
}

static void
test_address_uri(void)
{
    static const struct {
        const char *value;
        const char *uri; /* NULL: refused */
    } cases[] = {
        {"<sip:10.0.30.2;lr>", "sip:10.0.30.2;lr"},
        {"<sip:10.0.30.2>;tag=1", "sip:10.0.30.2"},
        {"sip:10.0.30.2;lr", "sip:10.0.30.2;lr"},
        {"\"Smith, John <sip:x>\" <sip:a@b>", "sip:a@b"},
        {"\"a \\\" <b\" <sip:a@b>", "sip:a@b"},
        {"John Smith <sip:a@b>", "sip:a@b"},
        {"< sip:a@b >", "sip:a@b"},
        {"<>", ""},
        {"", ""},
        {"<sip:a@b", NULL},
        {"<", NULL},
        {"\"unended <sip:a@b>", "\"unended <sip:a@b>"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view uri;

        g_test_message("%s", cases[i].value);
        g_assert_cmpint(sip_address_uri(view_of(cases[i].value), &uri), ==, cases[i].uri != NULL);
        if (cases[i].uri != NULL)
            assert_view(uri, cases[i].uri);
    }
}

static void
test_uri(void)
{
    static const struct {
        const char *text;
        bool read;
        const char *scheme;
        const char *user;
        const char *address;
        const char *parameters;
    } cases[] = {
        {"sip:64.100.0.10:4401;transport=tls;apparent;ds;lr", true, "sip", NULL, "64.100.0.10:4401",
         ";transport=tls;apparent;ds;lr"},
        {"SIPS:a@[2001:db8::1]:4401;lr", true, "SIPS", "a", "[2001:db8::1]:4401", ";lr"},
        {"sip:a:secret@10.0.30.2", true, "sip", "a:secret", "10.0.30.2", ""},
        {"sip:proxy-call-id=c2d1;x?y@10.0.10.2:7002;lr;zone-id=4", true, "sip", "proxy-call-id=c2d1;x?y",
         "10.0.10.2:7002", ";lr;zone-id=4"},
        {"sip:10.0.30.2;lr?Subject=a;apparent", true, "sip", NULL, "10.0.30.2", ";lr"},
        {"sip:10.0.30.2?Subject=a;apparent", true, "sip", NULL, "10.0.30.2", ""},
        {"sip:expe.example.com;apparent", true, "sip", NULL, "", ";apparent"},
        {"sip:@10.0.30.2", true, "sip", "", "10.0.30.2", ""},
        {"sip:h:65536;apparent", false, "sip", NULL, "", ";apparent"},
        {"sip:u@:5061;apparent", false, "sip", "u", "", ";apparent"},
        {"sip:", false, "sip", NULL, "", ""},
        {"sip", false, "sip", NULL, "", ""},
        {"tel:+4930123456;apparent", false, "tel", NULL, "", NULL},
        {"", false, "", NULL, "", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sip_uri uri;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(sip_uri_parse(view_of(cases[i].text), &uri), ==, cases[i].read);
        assert_view(uri.user, cases[i].user);
        assert_view(uri.parameters, cases[i].parameters);
        if (cases[i].read) {
            assert_view(uri.scheme, cases[i].scheme);
            assert_address(uri.where.address, cases[i].address);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-uri/host-port", test_host_port);
    g_test_add_func("/sip-uri/address-uri", test_address_uri);
    g_test_add_func("/sip-uri/uri", test_uri);
    return g_test_run();
}
