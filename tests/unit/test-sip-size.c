/* test-sip-size.c
 * Messages far larger than any real one. Each is read in milliseconds where the time grows with the size;
 * where it grew with the square, a run would take many minutes, and the time limit of the test would end it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message-walk.h"
#include "sip/sip-message.h"
#include "sip/sip-uri.h"
#include "views.h"

#define START "SERVICE sip:a@b SIP/2.0\r\n"
#define MEGABYTE ((size_t)1024 * 1024)
#define HUGE_SIZE (4 * MEGABYTE)

static char *
repeated(const char *before, const char *part, size_t size, const char *after)
{
    GString *text = g_string_sized_new(size + 64);

    g_string_append(text, before);
    while (text->len < size)
        g_string_append(text, part);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static void
test_routes(void)
{
    GString *text = g_string_new(START "Route: ");
    sip_message message;
    text_view values;
    text_view value;
    unsigned count = 0;

    for (unsigned i = 0; i < 10000; i++)
        g_string_append_printf(text, "<sip:10.0.%u.%u:%u;apparent;lr>,", i / 256, i % 256, i + 1);
    g_string_append(text, "\r\n\r\n");
    g_assert_true(sip_message_parse(text_view_of(text->str, text->len), &message));
    values = message.first[SIP_ROUTE];
    while (sip_value_next(&values, &value)) {
        text_view uri;
        sip_uri read;

        g_assert_true(sip_address_uri(value, &uri) && sip_uri_parse(uri, &read));
        g_assert_cmpuint(read.where.address.port, ==, ++count);
    }
    g_assert_cmpuint(count, ==, 10000);
    message_walk(text_view_of(text->str, text->len));
    g_string_free(text, TRUE);
}

static void
test_long_line(void)
{
    char *text = repeated(START "Route: <sip:10.0.30.2:27901;apparent;x=", "a", MEGABYTE,
                          ">\r\nCSeq: 1 SERVICE\r\n\r\n");
    sip_message message;
    text_view uri;
    sip_uri read;

    g_assert_true(sip_message_parse(view_of(text), &message));
    assert_view(message.first[SIP_CSEQ], "1 SERVICE");
    g_assert_cmpuint(message.first[SIP_ROUTE].length, >, MEGABYTE - 64);
    g_assert_true(sip_address_uri(sip_first_value(&message, SIP_ROUTE), &uri));
    g_assert_true(sip_uri_parse(uri, &read));
    g_assert_cmpuint(read.where.address.port, ==, 27901);
    message_walk(view_of(text));
    g_free(text);
}

typedef struct {
    const char *name;
    const char *before;
    const char *part;
    const char *after;
} shape;

/* Messages that take quadratic time if a search starts again for each part. */
static const shape shapes[] = {
    {"via-values", START "Via: ", "SIP/2.0/TLS a,", "\r\n\r\n"},
    {"via-lines", START, "Via: SIP/2.0/TLS a\r\n", "\r\n"},
    {"empty-values", START "Via: ", ",", "\r\n\r\n"},
    {"folded-lines", START "Route: a\r\n", " ,b\r\n", "\r\n"},
    {"no-colon", START, "x\r\n", "\r\n"},
    {"no-end", START "Route: ", "a", ""},
    {"empty-lines", "", "\r\n", START "\r\n"},
    {"empty-lines-only", "", "\r\n", ""},
    {"colons", START, ":", "\r\n\r\n"},
    {"quotes", START "Via: SIP/2.0/TLS a;x=", "\"", "\r\n\r\n"},
    {"escapes", START "Via: SIP/2.0/TLS a;x=\"", "\\\"", "\r\n\r\n"},
    {"open-brackets", START "Route: ", "<", "\r\n\r\n"},
    {"open-brackets-in-values", START "Route: ", "<a>,<", "\r\n\r\n"},
    {"parameters", START "Via: SIP/2.0/TLS a", ";b=c", ";received=10.0.30.2;rport=1\r\n\r\n"},
    {"semicolons", START "Route: <sip:a", ";", ";apparent>\r\n\r\n"},
    {"warnings", START "Warning: ", "399 a:b \"c\",", "\r\n\r\n"},
    {"warning-lines", START, "Warning: 399 a:b \"c\"\r\n", "\r\n"},
    {"slashes", START "Via: ", "/", "\r\n\r\n"},
    {"blanks", START "Via: ", " ", "\r\n\r\n"},
    {"product", START "User-Agent: ", "TANDBERG/4132 (", "\r\n\r\n"},
    {"method", "", "A", " sip:a SIP/2.0\r\n\r\n"},
    {"uri", "SERVICE sip:", "a@", " SIP/2.0\r\n\r\n"},
    {"uri-blanks", "SERVICE sip:a", " ", "SIP/2.0\r\n\r\n"},
    {"control", START, "\x01", "\r\n\r\n"},
};

static void
test_shape(const void *data)
{
    const shape *one = data;
    char *text = repeated(one->before, one->part, HUGE_SIZE, one->after);

    message_walk(view_of(text));
    g_free(text);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-size/10000-routes", test_routes);
    g_test_add_func("/sip-size/1-megabyte-line", test_long_line);
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        char *path = g_strdup_printf("/sip-size/%s", shapes[i].name);

        g_test_add_data_func(path, &shapes[i], test_shape);
        g_free(path);
    }
    return g_test_run();
}
