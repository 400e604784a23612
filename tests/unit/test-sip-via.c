/* test-sip-via.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/sip-via.h"
#include "views.h"

static void
test_value(void)
{
    static const struct {
        const char *value;
        const char *transport; /* NULL: refused */
        const char *address;
        const char *parameters;
    } cases[] = {
        {"SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1;rport", "TLS", "10.0.30.2:5061",
         ";branch=z9hG4bK1;rport"},
        {"SIP/2.0/TCP [2001:db8::1];rport", "TCP", "[2001:db8::1]", ";rport"},
        {"sip / 2.0 / UDP\t 10.0.30.2 : 5060 ; rport", "UDP", "10.0.30.2:5060", "; rport"},
        {"SIP/2.0/TLS\r\n 10.0.30.2:5061", "TLS", "10.0.30.2:5061", ""},
        {"SIP/2.0/TLS expc.example.com:5061;rport", "TLS", "", ";rport"},
        {"SIP/2.0/TLS", NULL, NULL, NULL},
        {"SIP/2.0/TLS ", NULL, NULL, NULL},
        {"SIP/2.0", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
        {"SIP/2.0/ 10.0.30.2", NULL, NULL, NULL},
        {"SIP/3.0/TLS 10.0.30.2", NULL, NULL, NULL},
        {"HTTP/2.0/TLS 10.0.30.2", NULL, NULL, NULL},
        {"SIP/2.0/TLS ;rport", NULL, NULL, NULL},
        {"SIP/2.0/TLS 10.0.30.2:0;rport", NULL, NULL, NULL},
        {"SIP/2.0/TLS 10.0.30.2:65536;rport", NULL, NULL, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char address[ENDPOINT_TEXT_SIZE];
        sip_via via;

        g_test_message("%s", cases[i].value);
        g_assert_cmpint(sip_via_parse(view_of(cases[i].value), &via), ==, cases[i].transport != NULL);
        if (cases[i].transport == NULL)
            continue;
        assert_view(via.transport, cases[i].transport);
        g_assert_cmpstr(endpoint_format(via.sent_by.address, address), ==, cases[i].address);
        assert_view(via.parameters, cases[i].parameters);
    }
}

static void
test_sent_by_malformed(void)
{
    sip_via via;

    g_assert_false(sip_via_parse(TEXT_VIEW("SIP/2.0/TLS :5061;egress-zone=Zone"), &via));
    assert_view(via.parameters, ";egress-zone=Zone");
    g_assert_false(sip_via_parse(TEXT_VIEW("SIP/2.0 TLS 10.0.30.2;egress-zone=Zone"), &via));
    assert_view(via.parameters, NULL);
}

static void
test_parameters(void)
{
    sip_via_parameters read;

    sip_via_parameters_read(TEXT_VIEW(";egress-zone=Out;branch=z9hG4bK1.2;proxy-call-id=5f7c;RPORT=4401;"
                                      "received = 64.100.0.10 ;Ingress-Zone=In;ingress-zone-id=7;other=1"),
                            &read);
    assert_view(read.egress_zone, "Out");
    assert_view(read.branch, "z9hG4bK1.2");
    assert_view(read.proxy_call_id, "5f7c");
    assert_view(read.rport, "4401");
    assert_view(read.received, "64.100.0.10");
    assert_view(read.ingress_zone, "In");
    assert_view(read.ingress_zone_id, "7");
}

/* Names of the same length as one that matters, quoted semicolons, no values. */
static void
test_other_parameters(void)
{
    sip_via_parameters read;

    sip_via_parameters_read(TEXT_VIEW(";rpost=1;ttlttl=2;x=\";branch=3\";;=4; ;maddrmad=5"), &read);
    assert_view(read.branch, NULL);
    assert_view(read.received, NULL);
    assert_view(read.rport, NULL);
    assert_view(read.egress_zone, NULL);
    sip_via_parameters_read((text_view){NULL, 0}, &read);
    assert_view(read.branch, NULL);
}

/* Of several, the first counts: for branch and received the first at all, for rport the first that is not
 * empty, for the others the first that has a value. */
static void
test_repeated_parameters(void)
{
    sip_via_parameters read;

    sip_via_parameters_read(TEXT_VIEW(";branch;branch=1;received=;received=10.0.0.1;rport;rport=;rport=5;"
                                      "rport=6;egress-zone;egress-zone=;egress-zone=Out;ingress-zone=A;"
                                      "ingress-zone=B"),
                            &read);
    assert_view(read.branch, "");
    assert_view(read.received, "");
    assert_view(read.rport, "5");
    assert_view(read.egress_zone, "");
    assert_view(read.ingress_zone, "A");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-via/value", test_value);
    g_test_add_func("/sip-via/sent-by-malformed", test_sent_by_malformed);
    g_test_add_func("/sip-via/parameters", test_parameters);
    g_test_add_func("/sip-via/other-parameters", test_other_parameters);
    g_test_add_func("/sip-via/repeated-parameters", test_repeated_parameters);
    return g_test_run();
}
