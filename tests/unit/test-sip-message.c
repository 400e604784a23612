/* test-sip-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message-walk.h"
#include "sip/sip-message.h"
#include "traversal-sip.h"
#include "views.h"

static sip_message
parsed(text_view bytes)
{
    sip_message message;

    g_assert_true(sip_message_parse(bytes, &message));
    message_walk(bytes);
    return message;
}

static void
test_service(void)
{
    text_view bytes = view_of(SERVICE_REQUEST);
    sip_message message = parsed(bytes);

    g_assert_true(message.is_request);
    g_assert_cmpuint(message.status, ==, 0);
    assert_view(message.method, "SERVICE");
    assert_view(message.request_uri, "sip:serviceserver@cucm02.example.local");
    assert_view(message.body, SERVICE_BODY);
    g_assert_cmpuint(message.length, ==, bytes.length);
    g_assert_cmpuint(message.via_count, ==, 2);
    assert_view(message.first[SIP_ROUTE], "<sip:64.100.0.10:4401;transport=tls;apparent;ds;lr>");
    assert_view(message.first[SIP_CALL_ID], "abcd12345678@127.0.0.1");
    assert_view(message.first[SIP_CSEQ], "4616 SERVICE");
    assert_view(message.first[SIP_CONTACT], "<sip:serviceproxy@cucm02.example.local>");
    assert_view(message.first[SIP_FROM], "<sip:serviceproxy@cucm02.example.local>;tag=0987654321aaaa");
    assert_view(message.first[SIP_ASSERTED_IDENTITY], "<sip:serviceproxy@cucm02.example.local>");
    assert_view(message.first[SIP_USER_AGENT], "TANDBERG/4132 (X8.7.2)");
    assert_view(message.first[SIP_CONTENT_TYPE], "multipart/mixed;boundary=boundary-6j7z");
    assert_view(message.first[SIP_SERVER], NULL);
    assert_view(message.first[SIP_WARNING], NULL);
    assert_view(message.first[SIP_AUTHORIZATION], NULL);
    g_assert_true(text_view_starts_with(message.headers, TEXT_VIEW("Via: ")));
    g_assert_true(text_view_starts_with(text_view_from(message.headers, message.headers.length - 5),
                                        TEXT_VIEW("166\r\n")));
}

static void
test_timeout(void)
{
    sip_message message = parsed(view_of(SERVICE_TIMEOUT));

    g_assert_false(message.is_request);
    g_assert_cmpuint(message.status, ==, 408);
    assert_view(message.method, NULL);
    assert_view(message.request_uri, NULL);
    assert_view(message.body, "");
    assert_view(message.first[SIP_WARNING], "399 10.0.30.2:5061 \"Request Timeout\"");
    assert_view(message.first[SIP_SERVER], "TANDBERG/4132 (X8.7.2)");
    assert_view(message.first[SIP_ROUTE], NULL);
    g_assert_cmpuint(message.via_count, ==, 2);
}

static void
test_keep_alive(void)
{
    sip_message request = parsed(view_of(OPTIONS_REQUEST));
    sip_message response = parsed(view_of(OPTIONS_OK));

    assert_view(request.method, "OPTIONS");
    assert_view(request.request_uri, "sip:64.100.0.10:7003;transport=tls");
    assert_view(request.first[SIP_AUTHORIZATION],
                "Digest nonce=\"3b6f0c5e\", realm=\"TraversalZone\", algorithm=MD5, username=\"traversal\"");
    g_assert_cmpuint(request.body.length, ==, 43);
    g_assert_cmpuint(request.via_count, ==, 1);
    g_assert_cmpuint(response.status, ==, 200);
    g_assert_nonnull(g_strstr_len(response.first[SIP_VIA].data, (gssize)response.first[SIP_VIA].length,
                                  "received=64.100.0.10;rport=4401"));
}

/* Compact, folded, in one line and with line ends of one byte: the same message. */
static void
test_other_notation(void)
{
    static const char text[] = "SERVICE  sip:a@b  sip/2.0\n"
                               "V:SIP/2.0/TLS 64.100.0.10:7003;x=\"a,b;\\\"c\"\n"
                               " ,SIP/2.0/TCP 127.0.0.1:5060\n"
                               "v : SIP/2.0/UDP c\n"
                               "i:abcd\n"
                               "route\t:\n"
                               "\t\"Name, <x>\" <sip:u@[2001:db8::1]:4401;LR;Apparent>,\n"
                               " <sip:127.0.0.1>\n"
                               "L:\n"
                               "  3\n"
                               "\n"
                               "abcd";
    sip_message message = parsed(view_of(text));

    assert_view(message.method, "SERVICE");
    assert_view(message.request_uri, "sip:a@b");
    g_assert_cmpuint(message.via_count, ==, 3);
    assert_view(sip_first_value(&message, SIP_VIA), "SIP/2.0/TLS 64.100.0.10:7003;x=\"a,b;\\\"c\"");
    assert_view(sip_first_value(&message, SIP_ROUTE), "\"Name, <x>\" <sip:u@[2001:db8::1]:4401;LR;Apparent>");
    assert_view(message.first[SIP_CALL_ID], "abcd");
    assert_view(message.body, "abc");
}

static void
test_several_messages(void)
{
    text_view bytes = view_of("\r\n\r\n" OPTIONS_OK SERVICE_REQUEST "\r\n" SERVICE_TIMEOUT "\r\n");
    static const unsigned statuses[] = {200, 0, 408};
    sip_message message;

    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        message = parsed(bytes);
        g_assert_cmpuint(message.status, ==, statuses[i]);
        bytes = text_view_from(bytes, message.length);
    }
    assert_view(bytes, "\r\n");
    g_assert_false(sip_message_parse(bytes, &message));
}

static void
test_body_length(void)
{
    static const struct {
        const char *header;
        const char *body;
    } cases[] = {
        {"Content-Length: 3\r\n", "abc"},
        {"Content-Length: 0\r\n", ""},
        {"Content-Length: 6\r\n", "abcdef"},
        {"Content-Length: 4294967295\r\n", "abcdef"},
        {"Content-Length: 4294967296\r\n", "abcdef"},
        {"Content-Length: -1\r\n", "abcdef"},
        {"Content-Length: x\r\n", "abcdef"},
        {"Content-Length:\r\n", "abcdef"},
        {"", "abcdef"},
        {"l: 2\r\nContent-Length: 4\r\n", "ab"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = g_strconcat("SIP/2.0 200 OK\r\n", cases[i].header, "\r\nabcdef", NULL);
        sip_message message = parsed(view_of(text));

        g_test_message("%s", cases[i].header);
        assert_view(message.body, cases[i].body);
        g_assert_cmpuint(message.length, ==, strlen(text) - 6 + strlen(cases[i].body));
        g_free(text);
    }
}

static void
test_first_value(void)
{
    sip_message message = parsed(view_of("SIP/2.0 200 OK\r\nRoute:\r\nRoute: <sip:a>\r\nVia: ,\r\n\r\n"));

    assert_view(message.first[SIP_ROUTE], "");
    assert_view(sip_first_value(&message, SIP_ROUTE), NULL);
    assert_view(sip_first_value(&message, SIP_VIA), NULL);
    assert_view(sip_first_value(&message, SIP_CONTACT), NULL);
    g_assert_cmpuint(message.via_count, ==, 0);
}

static void
test_no_end_of_headers(void)
{
    sip_message message = parsed(view_of("SIP/2.0 200 OK\r\nVia: a\r\nnonsense\r\nCSeq: 1 OPT"));

    /* The last line may be incomplete, and be folded further. */
    assert_view(message.headers, "Via: a\r\nnonsense\r\n");
    assert_view(message.first[SIP_VIA], "a");
    assert_view(message.first[SIP_CSEQ], NULL);
    assert_view(message.body, "");
    message = parsed(view_of("SIP/2.0 200 OK\r\n"));
    assert_view(message.headers, "");
    message = parsed(view_of("SIP/2.0 200 OK\r\n\r\n"));
    assert_view(message.headers, "");
    g_assert_cmpuint(message.length, ==, 18);
}

static void
test_refused(void)
{
    static const char *const texts[] = {"",
                                        "SIP/2.0 200 OK",
                                        "\r\n\r\n",
                                        "GET / HTTP/1.1\r\n\r\n",
                                        "OPTIONS sip:a SIP/1.0\r\n\r\n",
                                        "SIP/2.0 OK\r\n",
                                        "OPTIONS SIP/2.0\r\n",
                                        "OPTIONS  SIP/2.0\r\n",
                                        "OPTIONS    SIP/2.0\r\n",
                                        " sip:a SIP/2.0\r\n",
                                        "OPTIONS\r\n",
                                        "Via: a\r\n\r\n"};
    sip_message message;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_false(sip_message_parse(view_of(texts[i]), &message));
        message_walk(view_of(texts[i]));
    }
    g_assert_false(sip_message_parse(view_of(NULL), &message));
}

static void
test_messages_length(void)
{
    static const char ping[] = "\r\n\r\n";
    static const struct {
        const char *bytes;
        size_t length;
    } runs[] = {
        {"", 0},
        {"\r\n" OPTIONS_REQUEST, 0},
        {"no SIP\r\n", 0},
        {OPTIONS_REQUEST, sizeof OPTIONS_REQUEST - 1},
        {OPTIONS_REQUEST "\r\n", sizeof OPTIONS_REQUEST - 1},
        {OPTIONS_REQUEST OPTIONS_OK "\r\n\r\n" OPTIONS_OK, sizeof OPTIONS_REQUEST + sizeof OPTIONS_OK - 2},
        {OPTIONS_REQUEST "no SIP\r\n", sizeof OPTIONS_REQUEST - 1},
        {OPTIONS_REQUEST "OPTIONS sip:a SIP/2.0\r\nVia", sizeof OPTIONS_REQUEST - 1 + 26},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++)
        g_assert_cmpuint(sip_messages_length(view_of(runs[i].bytes)), ==, runs[i].length);
    g_assert_cmpuint(sip_skip_keep_alives(view_of(ping)).length, ==, 0);
    g_assert_cmpuint(sip_skip_keep_alives(view_of("\n\rx\r\n")).length, ==, 3);
}

static void
test_nul_bytes(void)
{
    static const char text[] =
        "OPTIONS sip:a SIP/2.0\r\nVia: S\0P/2.0/TLS a\r\nRoute: <sip:\0>\r\n\0\r\nl: 2\r\n\r\n\0x";
    sip_message message = parsed(text_view_of(text, sizeof text - 1));

    g_assert_true(text_view_equals(message.first[SIP_VIA], TEXT_VIEW("S\0P/2.0/TLS a")));
    g_assert_true(text_view_equals(message.first[SIP_ROUTE], TEXT_VIEW("<sip:\0>")));
    g_assert_true(text_view_equals(message.body, TEXT_VIEW("\0x")));
}

/* Cut off anywhere: no byte beyond the cut is read, and what is before the cut is found. */
static void
test_truncated(const void *data)
{
    text_view whole = view_of(data);
    size_t start_line = text_view_find(whole, '\n') + 1;

    for (size_t length = 0; length <= whole.length; length++) {
        text_view copy = exact_copy(whole, length);
        sip_message message;

        g_assert_cmpint(sip_message_parse(copy, &message), ==, length >= start_line);
        if (length >= start_line)
            g_assert_cmpuint(message.length, ==, length);
        message_walk(copy);
        /* Any byte may be the first one too. */
        message_walk(text_view_from(copy, length / 2));
        exact_copy_free(copy);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-message/service", test_service);
    g_test_add_func("/sip-message/timeout", test_timeout);
    g_test_add_func("/sip-message/keep-alive", test_keep_alive);
    g_test_add_func("/sip-message/other-notation", test_other_notation);
    g_test_add_func("/sip-message/several-messages", test_several_messages);
    g_test_add_func("/sip-message/body-length", test_body_length);
    g_test_add_func("/sip-message/first-value", test_first_value);
    g_test_add_func("/sip-message/no-end-of-headers", test_no_end_of_headers);
    g_test_add_func("/sip-message/refused", test_refused);
    g_test_add_func("/sip-message/messages-length", test_messages_length);
    g_test_add_func("/sip-message/nul-bytes", test_nul_bytes);
    g_test_add_data_func("/sip-message/truncated/service", SERVICE_REQUEST, test_truncated);
    g_test_add_data_func("/sip-message/truncated/timeout", SERVICE_TIMEOUT, test_truncated);
    g_test_add_data_func("/sip-message/truncated/options", OPTIONS_REQUEST, test_truncated);
    g_test_add_data_func("/sip-message/truncated/ok", OPTIONS_OK, test_truncated);
    g_test_add_data_func("/sip-message/truncated/register", REGISTER_REQUEST, test_truncated);
    return g_test_run();
}
