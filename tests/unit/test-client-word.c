/* test-client-word.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/client-word.h"
#include "traversal-sip.h"
#include "views.h"

#define REQUEST "OPTIONS sip:64.100.0.10:7003;transport=tls SIP/2.0\r\n"
#define FAILURE "SIP/2.0 408 Request Timeout\r\n"

typedef bool (*reader)(const sip_message *message, sip_host_port *where);

typedef struct {
    const char *name;
    reader read;
    const char *message;
    const char *host;    /* as written; NULL: none is read */
    const char *address; /* "" where it is a name */
} word_case;

static const word_case cases[] = {
    {"via/service", client_word_from_via, SERVICE_REQUEST, "64.100.0.10", "64.100.0.10:7003"},
    {"via/options", client_word_from_via, OPTIONS_REQUEST, "10.0.30.2", "10.0.30.2:5061"},
    {"via/top-of-two", client_word_from_via,
     REQUEST "v: SIP/2.0/TLS 10.0.30.2:5061;x=\"a,b\", SIP/2.0/TCP 127.0.0.1:5060\r\n\r\n", "10.0.30.2",
     "10.0.30.2:5061"},
    {"via/ipv6", client_word_from_via, REQUEST "Via: SIP/2.0/TLS [2001:db8::2]:5061\r\n\r\n", "[2001:db8::2]",
     "[2001:db8::2]:5061"},
    {"via/name", client_word_from_via, REQUEST "Via: SIP/2.0/TLS expc.example.com\r\n\r\n",
     "expc.example.com", ""},
    {"via/none", client_word_from_via, REQUEST "From: <sip:10.0.30.2>\r\n\r\n", NULL, NULL},
    {"via/broken", client_word_from_via, REQUEST "Via: 10.0.30.2:5061\r\n\r\n", NULL, NULL},
    {"via/bad-port", client_word_from_via, REQUEST "Via: SIP/2.0/TLS 10.0.30.2:66000\r\n\r\n", NULL, NULL},
    {"warning/timeout", client_word_from_warning, SERVICE_TIMEOUT, "10.0.30.2", "10.0.30.2:5061"},
    {"warning/second-line", client_word_from_warning,
     FAILURE "Warning: 301 192.0.2.1 \"399 192.0.2.2, no\"\r\nWarning: 399 10.0.30.2:5061 \"x\"\r\n\r\n",
     "10.0.30.2", "10.0.30.2:5061"},
    {"warning/second-value", client_word_from_warning,
     FAILURE "Warning: 370 192.0.2.1 \"a, 399 192.0.2.2 b\" , 399 10.0.30.2:5061 \"x\"\r\n\r\n", "10.0.30.2",
     "10.0.30.2:5061"},
    {"warning/first-399", client_word_from_warning,
     FAILURE "warning: 399 10.0.30.2:5061 \"x\", 399 192.0.2.1:5060 \"y\"\r\n\r\n", "10.0.30.2",
     "10.0.30.2:5061"},
    {"warning/ipv6", client_word_from_warning, FAILURE "Warning: 399 [2001:db8::2]:5061 \"x\"\r\n\r\n",
     "[2001:db8::2]", "[2001:db8::2]:5061"},
    {"warning/pseudonym", client_word_from_warning, FAILURE "Warning: 399 expc \"x\"\r\n\r\n", "expc", ""},
    {"warning/no-text", client_word_from_warning, FAILURE "Warning: 399 10.0.30.2\r\n\r\n", "10.0.30.2",
     "10.0.30.2"},
    {"warning/other-code", client_word_from_warning, FAILURE "Warning: 370 10.0.30.2 \"399 x\"\r\n\r\n", NULL,
     NULL},
    {"warning/longer-code", client_word_from_warning, FAILURE "Warning: 3990 10.0.30.2 \"x\"\r\n\r\n", NULL,
     NULL},
    {"warning/no-agent", client_word_from_warning, FAILURE "Warning: 399 \r\n\r\n", NULL, NULL},
    {"warning/none", client_word_from_warning, OPTIONS_OK, NULL, NULL},
    {"dialled/options", client_word_dialled, OPTIONS_REQUEST, "64.100.0.10", "64.100.0.10:7003"},
    {"dialled/ipv6", client_word_dialled, "OPTIONS sips:[2001:db8::1]:7001 SIP/2.0\r\n\r\n", "[2001:db8::1]",
     "[2001:db8::1]:7001"},
    {"dialled/name", client_word_dialled, "OPTIONS sip:expe.example.com:7001 SIP/2.0\r\n\r\n",
     "expe.example.com", ""},
    {"dialled/user", client_word_dialled, "OPTIONS sips:a@192.0.2.1:7001 SIP/2.0\r\n\r\n", NULL, NULL},
    {"dialled/hops", client_word_dialled, "OPTIONS sip:192.0.2.1 SIP/2.0\r\nMax-Forwards: 68\r\n\r\n", NULL,
     NULL},
    {"dialled/no-hops", client_word_dialled, "OPTIONS sip:192.0.2.1 SIP/2.0\r\nMax-Forwards: 0\r\n\r\n",
     "192.0.2.1", "192.0.2.1"},
    {"dialled/vias", client_word_dialled,
     "OPTIONS sip:192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.30.2, SIP/2.0/TLS 10.0.30.3\r\n\r\n", NULL,
     NULL},
    {"dialled/itself", client_word_dialled,
     "OPTIONS sip:10.0.30.2:5061 SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.30.2:5061\r\n\r\n", NULL, NULL},
    {"dialled/other-request", client_word_dialled, SERVICE_REQUEST, NULL, NULL},
    {"dialled/response", client_word_dialled, OPTIONS_OK, NULL, NULL},
    {"dialled/other-scheme", client_word_dialled, "OPTIONS tel:+4930123456 SIP/2.0\r\n\r\n", NULL, NULL},
    {"dialled/bad-port", client_word_dialled, "OPTIONS sip:64.100.0.10:0 SIP/2.0\r\n\r\n", NULL, NULL},
};

static void
test_word(const void *data)
{
    const word_case *expected = data;
    sip_host_port where;
    sip_message message;
    char text[ENDPOINT_TEXT_SIZE];

    g_assert_true(sip_message_parse(view_of(expected->message), &message));
    g_assert_cmpint(expected->read(&message, &where), ==, expected->host != NULL);
    if (expected->host == NULL)
        return;
    assert_view(where.host_text, expected->host);
    g_assert_cmpstr(endpoint_format(where.address, text), ==, expected->address);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/client-word/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_word);
        g_free(path);
    }
    return g_test_run();
}
