/* test-endpoint.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "endpoint.h"
#include "views.h"

static host_address
host_of(const char *text)
{
    host_address host;

    host_address_parse(view_of(text), &host);
    return host;
}

static endpoint
end_of(const char *host, uint16_t port)
{
    return (endpoint){host_of(host), port};
}

static void
test_parse(void)
{
    static const struct {
        const char *text;
        host_family family;
        const char *printed;
    } cases[] = {
        {"64.100.0.10", HOST_IPV4, "64.100.0.10"},
        {"0.0.0.0", HOST_IPV4, "0.0.0.0"},
        {"255.255.255.255", HOST_IPV4, "255.255.255.255"},
        {"2001:db8::1", HOST_IPV6, "2001:db8::1"},
        {"[2001:DB8::1]", HOST_IPV6, "2001:db8::1"},
        {"::", HOST_IPV6, "::"},
        {"2001:db8:1111:2222:3333:4444:5555:6666", HOST_IPV6, "2001:db8:1111:2222:3333:4444:5555:6666"},
        {"::ffff:64.100.0.10", HOST_IPV4, "64.100.0.10"},
        {"[::ffff:4064:a]", HOST_IPV4, "64.100.0.10"},
        {"0000:0000:0000:0000:0000:ffff:255.255.255.255", HOST_IPV4, "255.255.255.255"},
        {"::64.100.0.10", HOST_IPV6, "::64.100.0.10"},
        {"", HOST_NONE, ""},
        {"[]", HOST_NONE, ""},
        {"[", HOST_NONE, ""},
        {"expe.example.com", HOST_NONE, ""},
        {"64.100.0", HOST_NONE, ""},
        {"64.100.0.256", HOST_NONE, ""},
        {"64.100.0.10.1", HOST_NONE, ""},
        {"[64.100.0.10]", HOST_NONE, ""},
        {"64.100.0.10:4401", HOST_NONE, ""},
        {" 64.100.0.10", HOST_NONE, ""},
        {"64.100.0.10 ", HOST_NONE, ""},
        {"fe80::1%eth0", HOST_NONE, ""},
        {"[fe80::1%eth0]", HOST_NONE, ""},
        {"2001:db8::1::2", HOST_NONE, ""},
        {"[2001:db8::1", HOST_NONE, ""},
        {"2001:db8::1]", HOST_NONE, ""},
        {"[[2001:db8::1]]", HOST_NONE, ""},
        /* One more than the longest literal. */
        {"0000:0000:0000:0000:0000:ffff:255.255.255.2550", HOST_NONE, ""},
        {"00000000000000000000000000000000000000000000000000000000000000000000001", HOST_NONE, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        host_address host;
        char text[ENDPOINT_TEXT_SIZE];

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(host_address_parse(view_of(cases[i].text), &host), ==, cases[i].family != HOST_NONE);
        g_assert_cmpint((int)host.family, ==, (int)cases[i].family);
        g_assert_cmpstr(host_address_format(host, text), ==, cases[i].printed);
    }
}

static void
test_parse_strange_bytes(void)
{
    host_address host;

    g_assert_false(host_address_parse(text_view_of("64.100.0.10\0garbage", 19), &host));
    g_assert_false(host_address_parse(text_view_of("\0", 1), &host));
    g_assert_false(host_address_parse(view_of(NULL), &host));
    g_assert_cmpint((int)host.family, ==, HOST_NONE);
}

static void
test_bytes(void)
{
    static const uint8_t ipv4[4] = {64, 100, 0, 10};
    static const uint8_t mapped[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 64, 100, 0, 10};
    static const uint8_t ipv6[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 1};
    host_address from_ipv4 = host_address_from_ipv4(ipv4);

    g_assert_true(host_address_equals(from_ipv4, host_of("64.100.0.10")));
    g_assert_true(host_address_equals(host_address_from_ipv6(mapped), from_ipv4));
    g_assert_true(host_address_equals(host_address_from_ipv6(ipv6), host_of("2001:db8::1")));
    for (size_t i = 4; i < sizeof from_ipv4.bytes; i++)
        g_assert_cmpuint(from_ipv4.bytes[i], ==, 0);
}

static void
test_equals(void)
{
    host_address none = host_of("expe.example.com");

    g_assert_true(host_address_equals(host_of("10.0.30.2"), host_of("10.0.30.2")));
    g_assert_false(host_address_equals(host_of("10.0.30.2"), host_of("10.0.30.3")));
    g_assert_true(host_address_equals(host_of("2001:db8:0:0::1"), host_of("[2001:DB8::1]")));
    g_assert_false(host_address_equals(host_of("2001:db8::1"), host_of("2001:db8::2")));
    /* The same leading bytes in both families. */
    g_assert_false(host_address_equals(host_of("32.1.13.184"), host_of("2001:db8::")));
    g_assert_false(host_address_equals(none, none));
    g_assert_false(host_address_equals(none, host_of("10.0.30.2")));
}

static void
test_local_only(void)
{
    static const struct {
        const char *text;
        bool local_only;
    } cases[] = {
        {"127.0.0.1", true},    {"127.255.255.254", true},
        {"0.0.0.0", true},      {"::1", true},
        {"::", true},           {"::ffff:127.0.0.1", true},
        {"128.0.0.1", false},   {"126.255.255.255", false},
        {"10.127.0.1", false},  {"::2", false},
        {"2001:db8::1", false}, {"100::1", false},
        {"localhost", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(host_address_is_local_only(host_of(cases[i].text)), ==, cases[i].local_only);
    }
}

static void
test_unspecified(void)
{
    g_assert_true(host_address_is_unspecified(host_of("0.0.0.0")));
    g_assert_true(host_address_is_unspecified(host_of("::")));
    g_assert_true(host_address_is_unspecified(host_of("::ffff:0.0.0.0")));
    g_assert_false(host_address_is_unspecified(host_of("0.0.0.1")));
    g_assert_false(host_address_is_unspecified(host_of("::1")));
    g_assert_false(host_address_is_unspecified(host_of("127.0.0.1")));
    g_assert_false(host_address_is_unspecified(host_of("localhost")));
}

static void
test_private(void)
{
    static const struct {
        const char *text;
        bool is_private;
    } cases[] = {
        {"10.0.10.2", true},    {"172.16.0.1", true},  {"172.31.255.254", true},  {"192.168.77.4", true},
        {"fd00::1", true},      {"fc00::1", true},     {"::ffff:10.0.0.1", true}, {"9.255.255.255", false},
        {"11.0.0.0", false},    {"172.15.0.1", false}, {"172.32.0.1", false},     {"192.169.0.1", false},
        {"64.100.0.10", false}, {"fe80::1", false},    {"2001:db8::1", false},    {"localhost", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(host_address_is_private(host_of(cases[i].text)), ==, cases[i].is_private);
    }
}

static void
test_matches(void)
{
    endpoint without_port = end_of("10.0.30.2", 0);

    g_assert_true(endpoint_matches(end_of("10.0.30.2", 27901), end_of("10.0.30.2", 27901)));
    g_assert_false(endpoint_matches(end_of("10.0.30.2", 27901), end_of("10.0.30.2", 27902)));
    g_assert_false(endpoint_matches(end_of("10.0.30.2", 27901), end_of("64.100.0.10", 27901)));
    g_assert_true(endpoint_matches(without_port, end_of("10.0.30.2", 27901)));
    g_assert_true(endpoint_matches(end_of("10.0.30.2", 27901), without_port));
    g_assert_false(endpoint_matches(without_port, end_of("64.100.0.10", 27901)));
    g_assert_false(endpoint_matches(end_of("a.name", 27901), end_of("a.name", 27901)));
}

static void
test_format(void)
{
    static const struct {
        const char *host;
        uint16_t port;
        const char *text;
    } cases[] = {
        {"64.100.0.10", 4401, "64.100.0.10:4401"},
        {"64.100.0.10", 0, "64.100.0.10"},
        {"2001:db8::1", 65535, "[2001:db8::1]:65535"},
        {"2001:db8::1", 0, "[2001:db8::1]"},
        {"2001:db8:1111:2222:3333:4444:5555:6666", 65535, "[2001:db8:1111:2222:3333:4444:5555:6666]:65535"},
        {"expe.example.com", 7003, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char text[ENDPOINT_TEXT_SIZE];

        g_assert_cmpstr(endpoint_format(end_of(cases[i].host, cases[i].port), text), ==, cases[i].text);
    }
}

static void
test_keys(void)
{
    endpoint a = end_of("64.100.0.10", 4401);
    endpoint same = end_of("::ffff:64.100.0.10", 4401);
    endpoint other_port = end_of("64.100.0.10", 4402);
    endpoint other_host = end_of("64.100.0.11", 4401);
    endpoint other_family = end_of("4064:a::", 4401);

    g_assert_true(endpoint_equal(&a, &same));
    g_assert_cmpuint(endpoint_hash(&a), ==, endpoint_hash(&same));
    g_assert_false(endpoint_equal(&a, &other_port));
    g_assert_false(endpoint_equal(&a, &other_host));
    g_assert_false(endpoint_equal(&a, &other_family));
    g_assert_cmpuint(endpoint_hash(&a), !=, endpoint_hash(&other_port));
    g_assert_cmpuint(endpoint_hash(&a), !=, endpoint_hash(&other_host));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/endpoint/parse", test_parse);
    g_test_add_func("/endpoint/parse-strange-bytes", test_parse_strange_bytes);
    g_test_add_func("/endpoint/bytes", test_bytes);
    g_test_add_func("/endpoint/equals", test_equals);
    g_test_add_func("/endpoint/local-only", test_local_only);
    g_test_add_func("/endpoint/unspecified", test_unspecified);
    g_test_add_func("/endpoint/private", test_private);
    g_test_add_func("/endpoint/matches", test_matches);
    g_test_add_func("/endpoint/format", test_format);
    g_test_add_func("/endpoint/keys", test_keys);
    return g_test_run();
}
