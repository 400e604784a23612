/* test-expressway-marks.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/expressway-marks.h"
#include "traversal-sip.h"
#include "views.h"

#define VIA "Via: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\n"
#define PHONE_VIA "Via: SIP/2.0/TLS 203.0.113.50:50123;branch=z9hG4bK2\r\n"
#define OPTIONS_LINE "OPTIONS sip:64.100.0.10:7003 SIP/2.0\r\n"
#define SERVICE_LINE "SERVICE sip:serviceserver@cucm02.example.local SIP/2.0\r\n"

typedef struct {
    const char *name;
    const char *message;
    bool marked;
    /* NULL: absent */
    const char *version;
    const char *egress_zone;
    const char *ingress_zone;
    const char *ingress_id;
    const char *proxy_call_id;
} marks_case;

static const marks_case cases[] = {
    {"service", SERVICE_REQUEST, .marked = true, .version = "X8.7.2", .egress_zone = "UCTraversal",
     .proxy_call_id = "c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42"},
    {"service-timeout", SERVICE_TIMEOUT, .marked = true, .version = "X8.7.2", .egress_zone = "UCTraversal",
     .ingress_zone = "UCTraversal", .ingress_id = "4",
     .proxy_call_id = "c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42"},
    {"options", OPTIONS_REQUEST, .marked = true, .version = "X8.7.2", .egress_zone = "UCTraversal",
     .proxy_call_id = "5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10"},
    {"options-ok", OPTIONS_OK, .marked = true, .version = "X8.7.2", .egress_zone = "UCTraversal",
     .ingress_zone = "UCTraversal", .proxy_call_id = "5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10"},
    {"phone-register-passed-on", REGISTER_REQUEST, .marked = true, .egress_zone = "UCTraversal"},
    {"zone-in-any-case", OPTIONS_LINE "Via: SIP/2.0/TLS 10.0.30.2;Ingress-Zone = Zone1 \r\n\r\n",
     .marked = true, .ingress_zone = "Zone1"},
    {"zone-of-top-via-only", OPTIONS_LINE PHONE_VIA "Via: SIP/2.0/TLS 10.0.30.2;egress-zone=a\r\n\r\n",
     .marked = false},
    {"zone-beside-bad-port", OPTIONS_LINE "Via: SIP/2.0/TLS 10.0.30.2:66000;egress-zone=a\r\n\r\n",
     .marked = true, .egress_zone = "a"},
    {"product-one-via", OPTIONS_LINE VIA "User-Agent: TANDBERG/4120 (X7.2.1)\r\n\r\n", .marked = true,
     .version = "X7.2.1"},
    {"product-in-server", "SIP/2.0 200 OK\r\n" VIA "Server: TANDBERG/4137 (X12.5.1)\r\n\r\n", .marked = true,
     .version = "X12.5.1"},
    {"product-without-version", OPTIONS_LINE VIA "User-Agent: TANDBERG/4137\r\n\r\n", .marked = true},
    {"product-with-empty-version", OPTIONS_LINE VIA "User-Agent: TANDBERG/4137 ()\r\n\r\n", .marked = true},
    {"product-with-unended-version", OPTIONS_LINE VIA "User-Agent: TANDBERG/4137 (X12.5\r\n\r\n",
     .marked = true, .version = "X12.5"},
    {"product-from-afar", OPTIONS_LINE VIA PHONE_VIA "User-Agent: TANDBERG/4132 (X8.7.2)\r\n\r\n",
     .marked = false, .version = "X8.7.2"},
    {"product-two-via-in-a-line",
     OPTIONS_LINE "Via: SIP/2.0/TLS a, SIP/2.0/TLS b\r\nUser-Agent: TANDBERG/4132 (X8.7.2)\r\n\r\n",
     .marked = false, .version = "X8.7.2"},
    {"product-service-from-afar", SERVICE_LINE VIA PHONE_VIA "User-Agent: TANDBERG/4132 (X8.7.2)\r\n\r\n",
     .marked = true, .version = "X8.7.2"},
    {"b2bua", OPTIONS_LINE VIA "User-Agent: TANDBERG/4352 (X8.7.2-b2bua-1.0)\r\n\r\n", .marked = false},
    {"endpoint-three-digits", OPTIONS_LINE VIA "User-Agent: TANDBERG/529 (ce9.1)\r\n\r\n", .marked = false},
    {"product-41", OPTIONS_LINE VIA "User-Agent: TANDBERG/41\r\n\r\n", .marked = false},
    {"product-413", OPTIONS_LINE VIA "User-Agent: TANDBERG/413 (x)\r\n\r\n", .marked = false},
    {"product-41321", OPTIONS_LINE VIA "User-Agent: TANDBERG/41321 (x)\r\n\r\n", .marked = false},
    {"product-41ab", OPTIONS_LINE VIA "User-Agent: TANDBERG/41ab (x)\r\n\r\n", .marked = false},
    {"product-not-first", OPTIONS_LINE VIA "User-Agent: Other TANDBERG/4132 (x)\r\n\r\n", .marked = false},
    {"serviceproxy-from", SERVICE_LINE VIA PHONE_VIA "From: <sip:serviceproxy@c>;tag=1\r\n\r\n",
     .marked = true},
    {"serviceproxy-contact", SERVICE_LINE VIA "m: sip:serviceproxy@c\r\n\r\n", .marked = true},
    {"serviceproxy-identity", SERVICE_LINE VIA "P-Asserted-Identity: <sip:serviceproxy@c>\r\n\r\n",
     .marked = true},
    {"serviceproxy-response", "SIP/2.0 200 OK\r\n" VIA "CSeq: 1 SERVICE\r\nf: <sip:serviceproxy@c>\r\n\r\n",
     .marked = true},
    {"serviceproxy-no-service", OPTIONS_LINE VIA "From: <sip:serviceproxy@c>\r\n\r\n", .marked = false},
    {"serviceproxy-other-response",
     "SIP/2.0 200 OK\r\n" VIA "CSeq: 1 OPTIONS\r\nf: <sip:serviceproxy@c>\r\n\r\n", .marked = false},
    {"serviceproxy-no-cseq", "SIP/2.0 200 OK\r\n" VIA "f: <sip:serviceproxy@c>\r\n\r\n", .marked = false},
    {"serviceproxy-beside-bad-port", SERVICE_LINE VIA "From: <sip:serviceproxy@c:0>\r\n\r\n", .marked = true},
    {"serviceproxy-unclosed", SERVICE_LINE VIA "From: <sip:serviceproxy@c\r\n\r\n", .marked = false},
    {"serviceproxy-as-host", SERVICE_LINE VIA "From: <sip:a@serviceproxy>\r\n\r\n", .marked = false},
    {"other-service", SERVICE_LINE VIA "From: <sip:watcher@example.com>\r\nEvent: service\r\n\r\n",
     .marked = false},
    {"nothing", OPTIONS_LINE "\r\n", .marked = false},
    {"other-sip", OPTIONS_LINE VIA "User-Agent: Cisco-CUCM11.5\r\n\r\n", .marked = false},
};

static void
test_marks(const void *data)
{
    const marks_case *expected = data;
    expressway_marks marks;
    sip_message message;

    g_assert_true(sip_message_parse(view_of(expected->message), &message));
    g_assert_cmpint(expressway_marks_read(&message, &marks), ==, expected->marked);
    assert_view(marks.version, expected->version);
    assert_view(marks.egress_zone, expected->egress_zone);
    assert_view(marks.ingress_zone, expected->ingress_zone);
    assert_view(marks.ingress_id, expected->ingress_id);
    assert_view(marks.proxy_call_id, expected->proxy_call_id);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/expressway-marks/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_marks);
        g_free(path);
    }
    return g_test_run();
}
