/* test-log-failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-failure.h"
#include "views.h"

#define PREFIX "2026-03-10T09:30:06.000+01:00 expe "
#define TCP(detail)                                                                                          \
    PREFIX "tvcs: UTCTime=\"2026-03-10 08:30:06,000\" Module=\"network.tcp\" Level=\"DEBUG\":  "             \
           "Src-ip=\"10.1.30.20\" Src-port=\"25101\" Dst-ip=\"198.51.100.20\" Dst-port=\" 7001 \" " detail
#define OPENSSL(rest)                                                                                        \
    PREFIX "tvcs: UTCTime=\"2026-03-10 08:30:06,000\" Module=\"developer.ssl\" Level=\"ERROR\" "             \
           "CodeLocation=\"ttssl_openssl.cpp(68)\" Method=\"::TTSSLErrorOutput\" Thread=\"0x7f5a\":  "       \
           "TTSSL_continueHandshake: Failed to establish SSL connection iResult=\"0\" " rest

static log_failure
read_line(const char *line)
{
    static log_entry entry;
    log_failure read;

    g_assert_true(log_entry_parse(text_view_of(line, strlen(line)), &entry));
    log_failure_read(&entry, &read);
    return read;
}

static void
assert_end(endpoint end, const char *text)
{
    char buffer[ENDPOINT_TEXT_SIZE];

    g_assert_cmpstr(endpoint_format(end, buffer), ==, text);
}

static void
test_kinds(void)
{
    static const struct {
        const char *line;
        log_failure_kind kind;
    } cases[] = {
        {TCP("Detail=\"TCP Connecting\""), LOG_FAILURE_CONNECTING},
        {TCP("Detail=\" TCP Connecting \""), LOG_FAILURE_CONNECTING},
        {TCP("Detail=\"TCP Connection Established\""), LOG_FAILURE_ESTABLISHED},
        {TCP("Detail=\"TCP Connection Failed\""), LOG_FAILURE_CONNECT},
        {TCP("Detail=\"TCP Connection Closed\" Reason=\"Got EOF on socket\""), LOG_FAILURE_CLOSED},
        {TCP("Detail=\"something else\""), LOG_FAILURE_NONE},
        {PREFIX "tvcs: Event=\"Authentication Failed\" Method=\"OPTIONS\" Src-ip=\"10.1.30.20\" "
                "Detail=\"Incorrect authentication credential for user\" Level=\"1\"",
         LOG_FAILURE_CREDENTIALS},
        {PREFIX "tvcs: Event=\"Authentication Failed\" Method=\"REGISTER\" Src-ip=\"10.1.30.20\" "
                "Detail=\"Incorrect authentication credential for user\" Level=\"1\"",
         LOG_FAILURE_NONE},
        {PREFIX "tvcs: Event=\"Registration Accepted\" Level=\"1\"", LOG_FAILURE_NONE},
        {PREFIX "tvcs: Event=\"Call Rejected\" Response-code=\"404\" Level=\"1\"", LOG_FAILURE_POLICY},
        {PREFIX "tvcs: Event=\"Call Rejected\" Response-code=\"486\" Level=\"1\"", LOG_FAILURE_NONE},
        {PREFIX "tvcs: Event=\"Search Completed\" Detail=\"found:false, searchtype:INVITE, Info:Policy "
                "Response\" Level=\"1\"",
         LOG_FAILURE_POLICY},
        {PREFIX
         "management: Module=\"developer.application\" Level=\"ERROR\": Detail=\"Application failed - An "
         "unexpected software error was detected in portforwarding.pyc\"",
         LOG_FAILURE_TUNNEL_PROGRAM},
        {PREFIX "management: Module=\"developer.application\" Level=\"INFO\": Detail=\"portforwarding.pyc\"",
         LOG_FAILURE_NONE},
        {PREFIX "traffic_server[1]: [ET_NET 2] ERROR: connection to 'cucm1.example.org' timed out",
         LOG_FAILURE_NONE},
        {PREFIX "traffic_server[1]: [ET_NET 2] WARNING: Core server certificate verification failed for (a). "
                "Action=Continue Error=self signed certificate server=a(10.1.40.11) depth=0",
         LOG_FAILURE_NONE},
        {PREFIX "traffic_server[1]:  Event=\"Request Allowed\" Detail=\"Access allowed\"", LOG_FAILURE_NONE},
        {PREFIX "XCP_JABBERD[5122]: Module=\"Jabber\" Level=\"INFO \" Detail=\"Connecting on fd 31 to host "
                "'198.51.100.20', port 7400\"",
         LOG_FAILURE_NONE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].line);
        g_assert_cmpint(read_line(cases[i].line).kind, ==, cases[i].kind);
    }
}

static void
test_connection(void)
{
    log_failure read = read_line(TCP("Detail=\"TCP Connection Closed\" Reason=\"Got EOF on socket\""));

    assert_end(read.client, "10.1.30.20:25101");
    assert_end(read.server, "198.51.100.20:7001");
    assert_view(read.words, "Got EOF on socket");
    g_assert_false(read.is_rejection);
    read = read_line(TCP("Detail=\"TCP Connection Closed\" Reason=\"certificate has expired\""));
    g_assert_true(read.is_rejection);
    g_assert_cmpint(read.rejection.reason, ==, TLS_REASON_EXPIRED);
}

static void
test_handshake(void)
{
    log_failure read = read_line(
        PREFIX
        "tvcs: Event=\" Outbound TLS Negotiation Error \" Service=\"SIP\" Src-ip=\"10.1.30.20\" "
        "Src-port=\"25101\" Dst-ip=\"198.51.100.20\" Dst-port=\"7001\" Detail=\" Peer's TLS certificate "
        "identity was unacceptable \" Protocol=\"TLS\" Common-name=\"expe.example.org\" Level=\"1\"");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_HANDSHAKE);
    g_assert_false(read.host_is_server);
    g_assert_true(read.is_rejection);
    g_assert_cmpint(read.rejection.reason, ==, TLS_REASON_NAME);
    assert_view(read.words, "Peer's TLS certificate identity was unacceptable");
    assert_view(read.name, "expe.example.org");
    assert_end(read.server, "198.51.100.20:7001");
}

static void
test_openssl(void)
{
    log_failure read = read_line(
        OPENSSL("error=\"1\" bServer=\"true\" localAddress=\"['IPv4''TCP''172.16.2.2:5062']\" "
                "remoteAddress=\"['IPv4''TCP''203.0.113.45:59720']\" "
                "ssl_error_reason=\"error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate "
                "unknown\""));

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_OPENSSL);
    g_assert_true(read.host_is_server);
    assert_end(read.client, "203.0.113.45:59720");
    assert_end(read.server, "172.16.2.2:5062");
    assert_view(read.words, "sslv3 alert certificate unknown");
    g_assert_true(read.is_rejection && read.rejection.is_received);
    g_assert_cmpuint(read.rejection.alert, ==, 46);
    /* The number alone, in the form of OpenSSL 3. */
    read = read_line(
        OPENSSL("error=\"1\" bServer=\"false\" ssl_error_reason=\"error:0A000418:SSL routines::\""));
    g_assert_cmpuint(read.rejection.alert, ==, 48);
    read = read_line(OPENSSL("error=\"1\" bServer=\"true\" ssl_error_reason=\"error:14089086:SSL "
                             "routines:ssl3_get_client_certificate:certificate verify failed\""));
    g_assert_false(read.is_rejection);
    read =
        read_line(OPENSSL("error=\"5\" bServer=\"false\" localAddress=\"['IPv6''TCP''[2001:db8::1]:25101']\" "
                          "remoteAddress=\"['IPv6''TCP''[2001:db8::2]:7001']\""));
    g_assert_cmpuint(read.code, ==, 5);
    assert_end(read.client, "[2001:db8::1]:25101");
    assert_end(read.server, "[2001:db8::2]:7001");
    g_assert_false(read.is_rejection);
}

static void
test_alarm(void)
{
    log_failure read =
        read_line(PREFIX "alarm: Level=\"WARN\" Event=\"Alarm Raised\" Id=\"20006\" UUID=\"3e0c\" "
                         "Severity=\"warning\" Detail=\"Cluster: peer 10.1.30.21, cannot be reached\"");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_ALARM);
    g_assert_cmpuint(read.code, ==, 20006);
    assert_view(read.name, "10.1.30.21");
    read = read_line(
        PREFIX "alarm: Level=\"ERROR\" Event=\"Alarm Raised\" Id=\"15019\" Detail=\"Application failed - "
               "An unexpected software error was detected in portforwarding.pyc\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_TUNNEL_PROGRAM);
    read =
        read_line(PREFIX "tvcs: Event=\"External Server Communications Failure\" Reason=\"gatekeeper timed "
                         "out\" Service=\"NeighbourGatekeeper\" Detail=\"name:10.15.13.16:1719\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_PEER);
    assert_view(read.name, "10.15.13.16");
}

static void
test_servers(void)
{
    log_failure read = read_line(
        PREFIX "traffic_server[1]: [ET_NET 0] WARNING: Core server certificate verification failed for "
               "(cucm.example.org). Action=Terminate Error=self signed certificate "
               "server=cucm.example.org(10.1.40.11) depth=0");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_SERVER_CERTIFICATE);
    assert_view(read.name, "cucm.example.org");
    assert_view(read.words, "self signed certificate");
    assert_end(read.server, "10.1.40.11");
    read =
        read_line(PREFIX "traffic_server[1]: [ET_NET 0] WARNING: SNI (cucm.example.org) not in certificate. "
                         "Action=Terminate server=cucm.example.org(10.1.40.11)");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_SERVER_NAME);
    assert_view(read.name, "cucm.example.org");
    read = read_line(PREFIX "traffic_server[2030]:[ET_NET 1]ERROR:SSL connection failed for "
                            "'cucm.example.org':error:14094418: SSL routines:ssl3_read_bytes:tlsv1 alert "
                            "unknown ca");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_SERVER_CONNECTION);
    assert_view(read.words, "tlsv1 alert unknown ca");
    g_assert_true(read.rejection.is_received);
}

static void
test_clients(void)
{
    log_failure read =
        read_line(PREFIX "traffic_server[1]: Module=\"network.http.trafficserver\" Level=\"DEBUG\": "
                         "Detail=\"Sending Response\" Dst-ip=\"203.0.113.130\" Dst-port=\"52110\"\n"
                         " HTTPMSG:\n |HTTP/1.1 403 Forbidden\n Date: now\n Server: CE_E\n \n |\n");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_RESPONSE);
    g_assert_cmpuint(read.code, ==, 403);
    assert_view(read.other, "CE_E");
    assert_end(read.client, "203.0.113.130:52110");
    read = read_line(PREFIX "traffic_server[1]: Event=\"Sending HTTP error response\" Status=\"403\" "
                            "Reason=\"Forbidden\" Dst-ip=\"203.0.113.130\" Dst-port=\"52110\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_RESPONSE);
    g_assert_cmpuint(read.code, ==, 403);
}

static void
test_xmpp(void)
{
    log_failure read =
        read_line(PREFIX "XCP_JABBERD[1]: Module=\"Jabber\" Level=\"ERROR\" Detail=\"Unable to connect "
                         "to host '10.48.36.171', port 7400:(111) Connection refused\"");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_XMPP_CONNECT);
    assert_end(read.server, "10.48.36.171:7400");
    assert_view(read.words, "Connection refused");
    read = read_line(PREFIX
                     "XCP_JABBERD[1]: Module=\"Jabber\" Level=\"ERROR\" Detail=\"Certificate verification "
                     "failed for host=198.51.100.20, additional info: Invalid Hostname\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_XMPP_NAME);
    assert_end(read.server, "198.51.100.20:7400");
    assert_view(read.words, "Invalid Hostname");
}

static void
test_user(void)
{
    log_failure read =
        read_line(PREFIX "edgeconfigprovisioning: Level=\"INFO\" Detail=\"Failed to authenticate user "
                         "against server\" Username=\"alice\" Server=\"('https', '10.0.40.5', "
                         "8443)\"");

    g_assert_cmpint(read.kind, ==, LOG_FAILURE_USER);
    assert_view(read.name, "alice");
    assert_view(read.other, "10.0.40.5");
    read =
        read_line(PREFIX "edgeconfigprovisioning: Level=\"INFO\" Detail=\"Authenticated user successfully\" "
                         "Username=\"alice\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_USER_ACCEPTED);
    assert_view(read.name, "alice");
    read =
        read_line(PREFIX "tvcs: Module=\"network.sip\" Level=\"INFO\":  Action=\"Sent\" "
                         "Local-ip=\"10.1.10.20\" Local-port=\"7001\" Dst-ip=\"10.1.30.20\" "
                         "Dst-port=\"25101\" Detail=\"Sending Response Code=200, Method=OPTIONS, CSeq=1\"");
    g_assert_cmpint(read.kind, ==, LOG_FAILURE_OPTIONS_ACCEPTED);
    assert_end(read.client, "10.1.30.20:25101");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-failure/kinds", test_kinds);
    g_test_add_func("/log-failure/connection", test_connection);
    g_test_add_func("/log-failure/handshake", test_handshake);
    g_test_add_func("/log-failure/openssl", test_openssl);
    g_test_add_func("/log-failure/alarm", test_alarm);
    g_test_add_func("/log-failure/servers", test_servers);
    g_test_add_func("/log-failure/clients", test_clients);
    g_test_add_func("/log-failure/xmpp", test_xmpp);
    g_test_add_func("/log-failure/user", test_user);
    return g_test_run();
}
