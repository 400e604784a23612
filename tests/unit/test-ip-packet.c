/* test-ip-packet.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ip-packet.h"
#include "views.h"

#define TCP 6
#define IPV6_ZEROS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

/* An IPv4 header from 10.0.0.1 to 10.0.0.2 with these flags and offset, and what is behind it. */
static GString *
ipv4(guint fragment, guint8 protocol, const char *behind, gsize length)
{
    GString *packet = g_string_new(NULL);

    g_string_append_len(packet, "\x45\0\0", 3);
    g_string_append_c(packet, (char)(20 + length));
    g_string_append_len(packet, "\0\1", 2);
    g_string_append_c(packet, (char)(fragment >> 8));
    g_string_append_c(packet, (char)(fragment & 0xff));
    g_string_append_c(packet, 63);
    g_string_append_c(packet, (char)protocol);
    g_string_append_len(packet, "\0\0\x0a\0\0\1\x0a\0\0\2", 10);
    g_string_append_len(packet, behind, (gssize)length);
    return packet;
}

/* From ::1 to ::2. */
static GString *
ipv6(guint8 protocol, const char *behind, gsize length)
{
    GString *packet = g_string_new(NULL);

    g_string_append_len(packet, "\x60\0\0\0\0", 5);
    g_string_append_c(packet, (char)length);
    g_string_append_c(packet, (char)protocol);
    g_string_append_c(packet, 64);
    g_string_append_len(packet, IPV6_ZEROS "\1" IPV6_ZEROS "\2", 32);
    g_string_append_len(packet, behind, (gssize)length);
    return packet;
}

static bool
read_first(const GString *bytes, gsize length, ip_packet *packet)
{
    text_view copy = exact_copy(text_view_of(bytes->str, bytes->len), length);
    bool is_read = ip_packet_read((const guint8 *)copy.data, length, packet);

    exact_copy_free(copy);
    return is_read;
}

/* Reads the packet and frees it. It must be whole, and must be refused with one byte less than its headers.
 */
static ip_packet
read_packet(GString *bytes, gsize headers)
{
    ip_packet packet;

    for (gsize length = 0; length < headers; length++)
        g_assert_false(read_first(bytes, length, &packet));
    g_assert_true(read_first(bytes, headers, &packet));
    g_assert_true(read_first(bytes, bytes->len, &packet));
    g_assert_cmpuint(packet.end, ==, bytes->len);
    g_assert_cmpuint(packet.content.start, ==, headers);
    g_string_free(bytes, TRUE);
    return packet;
}

static void
test_plain(void)
{
    ip_packet packet = read_packet(ipv4(0x4000, TCP, "abcd", 4), 20);

    g_assert_cmpuint(packet.version, ==, 4);
    g_assert_cmpuint(packet.hops, ==, 63);
    g_assert_cmpuint(packet.content.protocol, ==, TCP);
    g_assert_false(packet.is_fragment || packet.is_routed_by_source);
    packet = read_packet(ipv6(TCP, "abcd", 4), 40);
    g_assert_cmpuint(packet.version, ==, 6);
    g_assert_cmpuint(packet.hops, ==, 64);
    g_assert_cmpuint(packet.content.protocol, ==, TCP);
    g_assert_false(packet.is_fragment || packet.is_routed_by_source);
}

static void
test_extension_headers(void)
{
    /* Hop-by-hop, destination options of 16 bytes, AH of 16 bytes. */
    static const char chain[] = "\x3c\0\1\4\0\0\0\0"
                                "\x33\1\1\14\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\6\2\0\0\0\0\0\1\0\0\0\1\0\0\0\0"
                                "abcd";
    ip_packet packet = read_packet(ipv6(0, chain, sizeof chain - 1), 40 + 8 + 16 + 16);

    g_assert_cmpuint(packet.content.protocol, ==, TCP);
    packet = read_packet(ipv4(0, 51, chain + 24, sizeof chain - 25), 20 + 16);
    g_assert_cmpuint(packet.content.protocol, ==, TCP);
}

static void
test_fragments(void)
{
    ip_packet packet = read_packet(ipv4(0x2000, TCP, "abcdabcd", 8), 20);

    g_assert_true(packet.is_fragment && !packet.is_later_fragment);
    packet = read_packet(ipv4(0x0001, 51, "abcd", 4), 20);
    g_assert_true(packet.is_fragment && packet.is_later_fragment);
    g_assert_cmpuint(packet.whole_protocol, ==, 51);
    packet = read_packet(ipv6(44, "\6\0\0\1\0\0\0\1abcd", 12), 48);
    g_assert_true(packet.is_fragment && !packet.is_later_fragment);
    packet = read_packet(ipv6(44, "\x3c\0\0\x08\0\0\0\1abcd", 12), 48);
    g_assert_true(packet.is_fragment && packet.is_later_fragment);
    g_assert_cmpuint(packet.whole_protocol, ==, 60);
    packet = read_packet(ipv6(44, "\6\0\0\0\0\0\0\1abcd", 12), 48); /* all in one */
    g_assert_false(packet.is_fragment);
}

static void
test_routing_header(void)
{
    static const char routing[] = "\6\2\2\1\0\0\0\0" IPV6_ZEROS "\3"
                                  "abcd";
    ip_packet packet = read_packet(ipv6(43, routing, sizeof routing - 1), 64);

    g_assert_true(packet.is_routed_by_source);
    packet = read_packet(ipv6(43, "\6\0\2\0\0\0\0\0abcd", 12), 48);
    g_assert_false(packet.is_routed_by_source);
}

static void
test_as_many_as_are_stepped_over(void)
{
    GString *chain = g_string_new(NULL);
    ip_packet packet;
    GString *bytes;

    for (guint count = 1; count <= IP_EXTENSIONS_MOST + 1; count++) {
        g_string_append_len(chain, "\x3c\0\0\0\0\0\0\0", 8);
        chain->str[chain->len - 8] = TCP;
        bytes = ipv6(60, chain->str, chain->len);
        g_assert_true(read_first(bytes, bytes->len, &packet) == (count <= IP_EXTENSIONS_MOST));
        g_string_free(bytes, TRUE);
        chain->str[chain->len - 8] = 60;
    }
    g_string_free(chain, TRUE);
}

static void
test_content_alone(void)
{
    ip_content content = {.protocol = 60, .start = 0};

    g_assert_true(ip_content_skip_extensions((const guint8 *)"\6\0\0\0\0\0\0\0abcd", 12, &content));
    g_assert_cmpuint(content.protocol, ==, TCP);
    g_assert_cmpuint(content.start, ==, 8);
    content = (ip_content){.protocol = 60, .start = 0};
    g_assert_false(ip_content_skip_extensions((const guint8 *)"\6\1\0\0\0\0\0\0abcd", 12, &content));
    content = (ip_content){.protocol = TCP, .start = 13};
    g_assert_false(ip_content_skip_extensions((const guint8 *)"\6\1\0\0\0\0\0\0abcd", 12, &content));
}

static void
test_what_is_no_packet(void)
{
    static const guint8 version_5[40] = {0x50};
    static const guint8 short_header[40] = {0x44};
    ip_packet packet;

    g_assert_false(ip_packet_read(version_5, sizeof version_5, &packet));
    g_assert_false(ip_packet_read(short_header, sizeof short_header, &packet));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ip-packet/plain", test_plain);
    g_test_add_func("/ip-packet/extension-headers", test_extension_headers);
    g_test_add_func("/ip-packet/fragments", test_fragments);
    g_test_add_func("/ip-packet/routing-header", test_routing_header);
    g_test_add_func("/ip-packet/as-many-as-are-stepped-over", test_as_many_as_are_stepped_over);
    g_test_add_func("/ip-packet/content-alone", test_content_alone);
    g_test_add_func("/ip-packet/no-packet", test_what_is_no_packet);
    return g_test_run();
}
