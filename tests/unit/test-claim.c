/* test-claim.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/claim.h"
#include "traversal-sip.h"
#include "views.h"

#define SERVICE_LINE "SERVICE sip:serviceserver@cucm02.example.local SIP/2.0\r\n"
#define ROUTES(routes) SERVICE_LINE "Via: SIP/2.0/TLS 64.100.0.10:7003\r\n" routes "\r\n\r\n"
#define OK_VIA(via) "SIP/2.0 200 OK\r\n" via "\r\nCSeq: 1 OPTIONS\r\n\r\n"

typedef struct {
    const char *name;
    const char *message;
    claim_presence presence;
    const char *host;    /* as written; of CLAIM_READ */
    const char *address; /* "" where it is a name */
    const char *place;   /* of CLAIM_READ and, unless NULL, CLAIM_MALFORMED */
} claim_case;

#define READ(host, address, place) CLAIM_READ, host, address, place
#define NONE CLAIM_NONE, NULL, NULL, NULL
#define MALFORMED(place) CLAIM_MALFORMED, NULL, NULL, place

static const claim_case route_cases[] = {
    {"service", SERVICE_REQUEST,
     READ("64.100.0.10", "64.100.0.10:4401", "<sip:64.100.0.10:4401;transport=tls;apparent;ds;lr>")},
    {"with-a-value", ROUTES("Route: <sip:10.0.30.2:27901;apparent=yes;lr>"),
     READ("10.0.30.2", "10.0.30.2:27901", "<sip:10.0.30.2:27901;apparent=yes;lr>")},
    {"any-case-and-order", ROUTES("ROUTE:<SIP:10.0.30.2:27901;LR;Transport=TLS; Apparent >"),
     READ("10.0.30.2", "10.0.30.2:27901", "<SIP:10.0.30.2:27901;LR;Transport=TLS; Apparent >")},
    {"user-part", ROUTES("Route: <sip:a;apparent@10.0.30.2:27901;apparent;lr>"),
     READ("10.0.30.2", "10.0.30.2:27901", "<sip:a;apparent@10.0.30.2:27901;apparent;lr>")},
    {"apparent-is-the-user", ROUTES("Route: <sip:a;apparent@10.0.30.2:27901;lr>"), NONE},
    {"several-in-a-line",
     ROUTES("Route: \"a, <b>;apparent\" <sip:10.0.30.2:1;apparent>, <sip:192.0.2.1;apparent>"),
     READ("10.0.30.2", "10.0.30.2:1", "\"a, <b>;apparent\" <sip:10.0.30.2:1;apparent>")},
    {"folded", ROUTES("Route:\r\n <sip:10.0.30.2:27901;\r\n\tapparent;lr>"),
     READ("10.0.30.2", "10.0.30.2:27901", "<sip:10.0.30.2:27901;\r\n\tapparent;lr>")},
    {"ipv6", ROUTES("Route: <sip:[2001:db8::2]:27901;apparent;lr>"),
     READ("[2001:db8::2]", "[2001:db8::2]:27901", "<sip:[2001:db8::2]:27901;apparent;lr>")},
    {"mapped-ipv6", ROUTES("Route: <sip:[::ffff:10.0.30.2]:27901;apparent;lr>"),
     READ("[::ffff:10.0.30.2]", "10.0.30.2:27901", "<sip:[::ffff:10.0.30.2]:27901;apparent;lr>")},
    {"no-port", ROUTES("Route: <sip:10.0.30.2;apparent;lr>"),
     READ("10.0.30.2", "10.0.30.2", "<sip:10.0.30.2;apparent;lr>")},
    {"name", ROUTES("Route: <sip:expc_1.example.com:27901;apparent;lr>"),
     READ("expc_1.example.com", "", "<sip:expc_1.example.com:27901;apparent;lr>")},
    {"name-beginning-with-a-digit", ROUTES("Route: <sip:3com.example.com.:27901;apparent;lr>"),
     READ("3com.example.com.", "", "<sip:3com.example.com.:27901;apparent;lr>")},
    {"name-with-digits", ROUTES("Route: <sip:z-expc1;apparent>"),
     READ("z-expc1", "", "<sip:z-expc1;apparent>")},
    {"name-with-a-last-label-of-digits", ROUTES("Route: <sip:expc.1;apparent>"),
     MALFORMED("<sip:expc.1;apparent>")},
    {"no-brackets", ROUTES("Route: sip:10.0.30.2:27901;apparent;lr"),
     READ("10.0.30.2", "10.0.30.2:27901", "sip:10.0.30.2:27901;apparent;lr")},
    {"not-apparent", ROUTES("Route: <sip:10.0.30.2:5061;transport=tls;zone-id=4;directed;lr>"), NONE},
    {"apparent-second", ROUTES("Route: <sip:127.0.0.1:22210;lr>, <sip:64.100.0.10:4401;apparent;lr>"), NONE},
    {"apparent-in-second-line", ROUTES("Route: <sip:127.0.0.1;lr>\r\nRoute: <sip:64.100.0.10:4401;apparent>"),
     NONE},
    {"apparent-of-the-header", ROUTES("Route: <sip:64.100.0.10:4401;lr>;apparent"), NONE},
    {"apparent-as-a-value", ROUTES("Route: <sip:64.100.0.10:4401;ds=apparent;apparently;lr>"), NONE},
    {"apparent-in-headers", ROUTES("Route: <sip:64.100.0.10:4401;lr?x=;apparent>"), NONE},
    {"no-route", ROUTES("Max-Forwards: 15"), NONE},
    {"record-route", ROUTES("Record-Route: <sip:64.100.0.10:4401;apparent;lr>"), NONE},
    {"bad-port-not-apparent", ROUTES("Route: <sip:64.100.0.10:0;lr>"), NONE},
    {"port-0", ROUTES("Route: <sip:64.100.0.10:0;apparent;lr>"),
     MALFORMED("<sip:64.100.0.10:0;apparent;lr>")},
    {"port-65536", ROUTES("Route: <sip:64.100.0.10:65536;apparent>"),
     MALFORMED("<sip:64.100.0.10:65536;apparent>")},
    {"port-empty", ROUTES("Route: <sip:64.100.0.10:;apparent>"), MALFORMED("<sip:64.100.0.10:;apparent>")},
    {"port-text", ROUTES("Route: <sip:64.100.0.10:tls;apparent>"),
     MALFORMED("<sip:64.100.0.10:tls;apparent>")},
    {"host-empty", ROUTES("Route: <sip::4401;apparent>"), MALFORMED("<sip::4401;apparent>")},
    {"host-300", ROUTES("Route: <sip:64.100.0.300:4401;apparent>"),
     MALFORMED("<sip:64.100.0.300:4401;apparent>")},
    {"host-blank", ROUTES("Route: <sip:64.100 .0.10:4401;apparent>"),
     MALFORMED("<sip:64.100 .0.10:4401;apparent>")},
    {"host-scope", ROUTES("Route: <sip:[fe80::1%eth0]:4401;apparent>"),
     MALFORMED("<sip:[fe80::1%eth0]:4401;apparent>")},
    {"unclosed", ROUTES("Route: <sip:64.100.0.10:4401;apparent"),
     MALFORMED("<sip:64.100.0.10:4401;apparent")},
    {"no-uri", ROUTES("Route: <64.100.0.10:4401;apparent>"), MALFORMED("<64.100.0.10:4401;apparent>")},
    {"empty", ROUTES("Route:"), MALFORMED("")},
    {"only-commas", ROUTES("Route: , ,"), MALFORMED(", ,")},
};

static const claim_case via_cases[] = {
    {"options", OPTIONS_OK,
     READ("64.100.0.10", "64.100.0.10:4401",
          "SIP/2.0/TLS 10.0.30.2:5061;egress-zone=UCTraversal;branch=z9hG4bK0a1b2c3d.1"
          ";proxy-call-id=5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10;received=64.100.0.10;rport=4401"
          ";ingress-zone=UCTraversal")},
    {"any-case-and-order", OK_VIA("v: SIP/2.0/TLS a;RPort = 4401 ;Received= 64.100.0.10"),
     READ("64.100.0.10", "64.100.0.10:4401", "SIP/2.0/TLS a;RPort = 4401 ;Received= 64.100.0.10")},
    {"rport-with-a-value-counts",
     OK_VIA("Via: SIP/2.0/TLS a;rport;rport=;received=10.0.30.2;rport=27901;rport=9"),
     READ("10.0.30.2", "10.0.30.2:27901",
          "SIP/2.0/TLS a;rport;rport=;received=10.0.30.2;rport=27901;rport=9")},
    {"no-rport", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.2"),
     READ("10.0.30.2", "10.0.30.2", "SIP/2.0/TLS a;received=10.0.30.2")},
    {"rport-never-with-a-value", OK_VIA("Via: SIP/2.0/TLS a;rport;received=10.0.30.2;rport"),
     READ("10.0.30.2", "10.0.30.2", "SIP/2.0/TLS a;rport;received=10.0.30.2;rport")},
    {"bare-ipv6", OK_VIA("Via: SIP/2.0/TLS a;received=2001:db8::2;rport=27901"),
     READ("2001:db8::2", "[2001:db8::2]:27901", "SIP/2.0/TLS a;received=2001:db8::2;rport=27901")},
    {"bracketed-ipv6", OK_VIA("Via: SIP/2.0/TLS a;received=[2001:db8::2];rport=27901"),
     READ("[2001:db8::2]", "[2001:db8::2]:27901", "SIP/2.0/TLS a;received=[2001:db8::2];rport=27901")},
    {"name", OK_VIA("Via: SIP/2.0/TLS a;received=expc.example.com;rport=27901"),
     READ("expc.example.com", "", "SIP/2.0/TLS a;received=expc.example.com;rport=27901")},
    {"top-via-only", OK_VIA("Via: SIP/2.0/TLS a;rport, SIP/2.0/TLS b;received=10.0.30.2;rport=27901"), NONE},
    {"trying-without-received", OK_VIA("Via: SIP/2.0/TLS 10.0.30.2:5061;rport"), NONE},
    {"rport-without-received", OK_VIA("Via: SIP/2.0/TLS 10.0.30.2:5061;rport=27901"), NONE},
    {"bad-rport-without-received", OK_VIA("Via: SIP/2.0/TLS 10.0.30.2:5061;rport=0"), NONE},
    {"rport-0", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.2;rport=0"),
     MALFORMED("SIP/2.0/TLS a;received=10.0.30.2;rport=0")},
    {"rport-65536", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.2;rport=65536"),
     MALFORMED("SIP/2.0/TLS a;received=10.0.30.2;rport=65536")},
    {"rport-text", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.2;rport=x"),
     MALFORMED("SIP/2.0/TLS a;received=10.0.30.2;rport=x")},
    {"received-empty", OK_VIA("Via: SIP/2.0/TLS a;received=;rport=27901"),
     MALFORMED("SIP/2.0/TLS a;received=;rport=27901")},
    {"received-without-value", OK_VIA("Via: SIP/2.0/TLS a;received"), MALFORMED("SIP/2.0/TLS a;received")},
    {"received-with-port", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.2:27901"),
     MALFORMED("SIP/2.0/TLS a;received=10.0.30.2:27901")},
    {"received-300", OK_VIA("Via: SIP/2.0/TLS a;received=10.0.30.300"),
     MALFORMED("SIP/2.0/TLS a;received=10.0.30.300")},
    {"broken-via", OK_VIA("Via: 10.0.30.2:5061;received=64.100.0.10"),
     MALFORMED("10.0.30.2:5061;received=64.100.0.10")},
    {"no-via", OK_VIA("To: <sip:a>"), MALFORMED(NULL)},
};

static void
check(const claim_case *expected, claim_presence presence, const claim *read)
{
    char text[ENDPOINT_TEXT_SIZE];

    g_assert_cmpint((int)presence, ==, (int)expected->presence);
    if (presence == CLAIM_READ) {
        assert_view(read->host_text, expected->host);
        g_assert_cmpstr(endpoint_format(read->address, text), ==, expected->address);
        g_assert_null(read->problem);
    } else if (presence == CLAIM_MALFORMED) {
        g_assert_nonnull(read->problem);
    }
    if (expected->place != NULL)
        assert_view(read->place, expected->place);
}

static void
test_route(const void *data)
{
    const claim_case *expected = data;
    sip_message message;
    claim read;

    g_assert_true(sip_message_parse(view_of(expected->message), &message));
    check(expected, claim_from_route(&message, &read), &read);
}

static void
test_via(const void *data)
{
    const claim_case *expected = data;
    sip_message message;
    claim read;

    g_assert_true(sip_message_parse(view_of(expected->message), &message));
    check(expected, claim_from_via(&message, &read), &read);
}

static void
add(const char *group, const claim_case *one, GTestDataFunc test)
{
    char *path = g_strdup_printf("/claim/%s/%s", group, one->name);

    g_test_add_data_func(path, one, test);
    g_free(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(route_cases); i++)
        add("route", &route_cases[i], test_route);
    for (size_t i = 0; i < G_N_ELEMENTS(via_cases); i++)
        add("via", &via_cases[i], test_via);
    return g_test_run();
}
