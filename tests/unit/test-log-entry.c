/* test-log-entry.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-entry.h"
#include "log-lines.h"
#include "views.h"

#define MEGABYTES_4 ((size_t)4 << 20)

static void
test_starts(void)
{
    static const struct {
        const char *line;
        bool starts;
    } cases[] = {
        {LOG_X7, true},
        {LOG_X8_RECEIVED, true},
        {LOG_X8_SENT, true},
        {LOG_X9_TCP, true},
        {LOG_EVENT_TLS, true},
        {LOG_WEB, true},
        {LOG_SYSLOG, true},
        {LOG_NO_PROCESS, true},
        {LOG_TRAFFIC, true},
        {LOG_JABBERD, true},
        {LOG_DEVELOPER, true},
        {"\xef\xbb\xbf" LOG_X8_SENT, true},
        {"\xef\xbb\xbf" LOG_SYSLOG, true},
        {"<166> 2020-11-18T19:55:58Z expc tvcs: tvcs: UTCTime=\"2020-11-18 19:55:58,980\"", true},
        {"2016-04-19T17:09:13+10:00 expc tvcs:\r\n", true},
        {"2016-04-19T17:09:13+10:00 expc tvcs: DEBUG_MARKER", true},
        {"2016-04-19T17:09:13+10:00 expc b2bua: B2BUA started", true},
        /* The numbers need not be a time; see test_time. */
        {"2016-99-99T99:99:99+10:00 expc tvcs: text", true},
        {"2016-04-19T17:09:13+10:00 expc tvcs", false},
        {"2016-04-19T17:09:13+10:00 expc plain text", false},
        {"2016-04-19T17:09:13+10:00 expc", false},
        {"2016-04-19T17:09:13+10:00 expc ", false},
        {"2016-04-19T17:09:13+10:00 ", false},
        {"2016-04-19T17:09:13+10:00", false},
        {"2016-04-19T17:09:13+10:00 tvcs: UTCTime=\"x\"", false},
        {"2016-04-19T17:09:13+10:00 a=\"b\" tvcs: text", false},
        {"2016-04-19T17:09:13+10:00 expc tvcs[]: text", false},
        {"2016-04-19T17:09:13+10:00 expc tvcs[1x]: text", false},
        {"2016-04-19T17:09:13+10:00 expc tvcs:text", false},
        {"2016-04-19T17:09:13+10:00 expc traffic_server[2030]:[ET_NET 1]ERROR:text", true},
        {"2016-04-19T17:09:13+10:00 expc traffic_server[2030]:[x]ERROR:text", false},
        {"2016-04-19T17:09:13+10:00\nexpc tvcs: text", false},
        {"2016-04-19T17:09:13 expc tvcs: text", false},
        {" 2016-04-19T17:09:13+10:00 expc tvcs: text", false},
        {"<1666>2016-04-19T17:09:13+10:00 expc tvcs: text", false},
        {"<>2016-04-19T17:09:13+10:00 expc tvcs: text", false},
        {"Date: 2016-04-19T17:09:13+10:00 expc tvcs: text", false},
        {"|SIP/2.0 100 Trying", false},
        {"", false},
        {"\n", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view whole = view_of(cases[i].line);
        text_view line = exact_copy(whole, whole.length);
        log_entry entry;

        g_test_message("%s", cases[i].line);
        g_assert_cmpint(log_entry_starts(line), ==, cases[i].starts);
        g_assert_cmpint(log_entry_parse(line, &entry), ==, cases[i].starts);
        exact_copy_free(line);
    }
}

/* Whether a line starts an entry shows within LOG_START_LONGEST bytes. */
static void
test_start_is_bounded(void)
{
    char *blanks = g_strnfill(LOG_START_LONGEST, ' ');
    char *late = g_strconcat("2016-04-19T17:09:13+10:00 expc", blanks, "tvcs: text", NULL);
    char *digits = g_strnfill(MEGABYTES_4, '1');
    char *precise = g_strconcat("2016-04-19T17:09:13.", digits, "Z expc tvcs: text", NULL);

    g_assert_false(log_entry_starts(view_of(late)));
    g_assert_false(log_entry_starts(view_of(precise)));
    g_free(blanks);
    g_free(late);
    g_free(digits);
    g_free(precise);
}

static void
test_who(void)
{
    static const struct {
        const char *line, *host, *process, *id, *part;
    } cases[] = {
        {LOG_X8_SENT, "expc", "tvcs", NULL, NULL},
        {LOG_WEB, "vcsc", "httpd", "8724", "web"},
        {LOG_SYSLOG, "expc", "tvcs", NULL, NULL},
        {LOG_NO_PROCESS, "EXPRWY-C", NULL, NULL, NULL},
        {LOG_TRAFFIC, "expe", "traffic_server", "15550", NULL},
        {"2016-04-19T17:09:13Z expc tvcs: Error: text", "expc", "tvcs", NULL, NULL},
        {"2016-04-19T17:09:13Z expc alarm:", "expc", "alarm", NULL, NULL},
        {"2016-04-19T17:09:13Z expc a: a[7]: Event=\"x\"", "expc", "a", "7", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_entry entry;

        g_assert_true(log_entry_parse(view_of(cases[i].line), &entry));
        assert_view(entry.host, cases[i].host);
        assert_view(entry.process, cases[i].process);
        assert_view(entry.process_id, cases[i].id);
        assert_view(entry.process_part, cases[i].part);
    }
}

static void
test_values(void)
{
    log_entry entry;

    g_assert_true(log_entry_parse(view_of(LOG_EVENT_TLS), &entry));
    assert_view(entry.values[LOG_EVENT], "Inbound TLS Negotiation Error");
    assert_view(entry.values[LOG_SERVICE], "SIP");
    assert_view(entry.values[LOG_DST_PORT], "5062");
    assert_view(entry.values[LOG_DETAIL], "self signed certificate in certificate chain");
    assert_view(entry.values[LOG_PROTOCOL], "TLS");
    assert_view(entry.values[LOG_LEVEL], "1");
    assert_view(entry.values[LOG_MODULE], NULL);
    assert_view(entry.text, NULL);

    g_assert_true(log_entry_parse(view_of(LOG_JABBERD), &entry));
    assert_view(entry.values[LOG_LEVEL], "INFO");
    assert_view(entry.values[LOG_CODE_LOCATION], "mio.c:1109");
    assert_view(entry.values[LOG_DETAIL], "Connecting on fd 28 to host '10.48.36.171', port 7400");
}

/* Free text is all that follows the head. Nothing in it is an attribute. */
static void
test_text(void)
{
    log_entry entry;

    g_assert_true(log_entry_parse(view_of(LOG_DEVELOPER), &entry));
    assert_view(entry.values[LOG_METHOD], "SipProxyLeg::setNextHopAddr");
    assert_view(entry.values[LOG_CODE_LOCATION], "ppcmains/sip/sipproxy/SipProxyLeg.cpp(1)");
    assert_view(entry.text, "this=\"0xc7\" setNextHopAddr: address=\"10.81.54.102:25017/TLS\" "
                            "zone=\"UC_Traversal\" Method=\"none\" isNatted=\"true\" (done)");
    g_assert_true(log_entry_parse(view_of(LOG_X8_RECEIVED), &entry));
    assert_view(entry.text, NULL);
    g_assert_true(log_entry_parse(view_of("2016-04-19T17:09:13Z expc tvcs: DEBUG_MARKER here \n"), &entry));
    assert_view(entry.text, "DEBUG_MARKER here");
    g_assert_true(log_entry_parse(view_of("2016-04-19T17:09:13Z expc tvcs: Module=\"m\" Level=\"INFO\" "
                                          "Thread=\"0x1\":  Route header is not us. Detail=\"x\"\n"),
                                  &entry));
    assert_view(entry.text, "Route header is not us. Detail=\"x\"");
    assert_view(entry.values[LOG_DETAIL], NULL);
    /* Without a head, attributes count wherever they stand. */
    g_assert_true(log_entry_parse(
        view_of("2016-04-19T17:09:13Z expc web: Event=\"e\" User=admin Level=\"1\""), &entry));
    assert_view(entry.text, "User=admin Level=\"1\"");
    assert_view(entry.values[LOG_LEVEL], "1");
}

static void
test_time(void)
{
    static const struct {
        const char *line;
        int64_t seconds; /* -1: unknown */
        uint32_t nanoseconds;
    } cases[] = {
        {LOG_X8_RECEIVED, 1461049753, 973000000},
        {LOG_WEB, 1531138150, 0},
        {LOG_SYSLOG, 1605729358, 980000000},
        {LOG_NO_PROCESS, 1411667180, 92000000},
        {LOG_TRAFFIC, 1400682678, 0},
        {"2016-04-19T17:09:13.25+10:00 expc tvcs: text", 1461049753, 250000000},
        {"2016-04-19T17:09:13+10:00 expc tvcs: UTCTime=\" 2016-04-19 07:09:14,5 \"", 1461049754, 5000000},
        {"2016-04-19T17:09:13+10:00 expc tvcs: UTCTime=\"2016-04-99 07:09:14,5\"", 1461049753, 0},
        {"2016-99-19T17:09:13+10:00 expc tvcs: UTCTime=\"2016-04-19 07:09:13,5\"", 1461049753, 5000000},
        {"2016-99-19T17:09:13+10:00 expc tvcs: text", -1, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_entry entry;

        g_assert_true(log_entry_parse(view_of(cases[i].line), &entry));
        g_assert_cmpint(entry.time.is_known, ==, cases[i].seconds >= 0);
        g_assert_cmpint(entry.time.seconds, ==, entry.time.is_known ? cases[i].seconds : 0);
        g_assert_cmpuint(entry.time.nanoseconds, ==, cases[i].nanoseconds);
    }
}

static void
assert_end(endpoint end, const char *expected)
{
    char text[ENDPOINT_TEXT_SIZE];

    g_assert_cmpstr(endpoint_format(end, text), ==, expected);
}

#define LINE "2016-04-19T17:09:13+10:00 expc tvcs: "

static void
test_endpoints(void)
{
    static const struct {
        const char *line, *source, *destination, *local, *remote;
    } cases[] = {
        {LOG_X7, "90.214.3.75:64981", "", "", ""},
        {LOG_X8_RECEIVED, "64.100.0.10:7003", "10.0.30.2:27901", "10.0.30.2:27901", "64.100.0.10:7003"},
        {LOG_X8_SENT, "10.0.30.2:27901", "64.100.0.10:7003", "10.0.30.2:27901", "64.100.0.10:7003"},
        {LOG_X9_TCP, "10.0.30.2:27921", "64.100.0.10:4401", "", ""},
        {LOG_EVENT_TLS, "146.20.193.73:58531", "172.16.2.2:5062", "", ""},
        {LOG_TRAFFIC, "", "10.48.79.80:50314", "", ""},
        {LOG_DEVELOPER, "", "", "", ""},
        {LINE "Local-ip=\"2001:db8::1\" Local-port=\"27901\" Dst-ip=\"[2001:db8::2]\" Dst-port=\"7003\"",
         "[2001:db8::1]:27901", "[2001:db8::2]:7003", "[2001:db8::1]:27901", "[2001:db8::2]:7003"},
        {LINE "Src-ip=\" ::ffff:10.0.0.1 \" Src-port=\"1\"", "10.0.0.1:1", "", "", ""},
        {LINE "Src-ip=\"expe.example.com\" Src-port=\"7003\" Local-ip=\"10.0.30.2\" Local-port=\"1\"", "",
         "10.0.30.2:1", "10.0.30.2:1", ""},
        {LINE "Dst-ip=\"10.0.30.2\" Dst-port=\"65536\"", "", "10.0.30.2", "", ""},
        {LINE "Dst-port=\"7003\"", "", "", "", ""},
        {LINE "Local-ip=\"10.0.30.2\" Local-port=\"1\"", "", "", "10.0.30.2:1", ""},
        {LINE "Module=\"developer.x\" Level=\"INFO\": Src-ip=\"10.0.0.1\"", "", "", "", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_entry entry;
        log_endpoints ends;

        g_test_message("%s", cases[i].line);
        g_assert_true(log_entry_parse(view_of(cases[i].line), &entry));
        ends = log_entry_endpoints(&entry);
        assert_end(ends.source, cases[i].source);
        assert_end(ends.destination, cases[i].destination);
        assert_end(ends.local, cases[i].local);
        assert_end(ends.remote, cases[i].remote);
    }
}

static void
test_message_hash(void)
{
    static const struct {
        const char *line, *hash;
    } cases[] = {
        {LOG_X8_RECEIVED, "123456789123456789"}, {LOG_X8_SENT, "987654321987654321"},
        {LOG_SYSLOG, "12083697096016829312"},    {LOG_X9_TCP, NULL},
        {LINE "Detail=\"Msg-Hash\"", NULL},      {LINE "Detail=\"MMsg-Hash=1x\"", "1"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        log_entry entry;

        g_assert_true(log_entry_parse(view_of(cases[i].line), &entry));
        assert_view(log_entry_message_hash(&entry), cases[i].hash);
    }
}

/* A whole log is split into its entries, and what comes before the first one. */
static void
test_length(void)
{
    static const char *const entries[] = {
        "some words\nthat are no entry\n",
        LOG_X8_RECEIVED LOG_MESSAGE_LINES,
        LOG_DRAFT,
        LOG_X8_SENT "\n\n",
        LOG_X8_RECEIVED " SIPMSG:\r\n |2016-04-19T17:09:13+10:00 expc tvcs: in a body\r\n",
        LOG_SYSLOG,
        LOG_NO_PROCESS "no entry follows",
    };
    char *log =
        g_strconcat(entries[0], entries[1], entries[2], entries[3], entries[4], entries[5], entries[6], NULL);
    text_view rest = view_of(log);

    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        size_t length = log_entry_length(rest);

        assert_view(text_view_first(rest, length), entries[i]);
        rest = text_view_from(rest, length);
    }
    g_assert_cmpuint(rest.length, ==, 0);
    g_assert_cmpuint(log_entry_length(rest), ==, 0);
    g_free(log);
}

/* Cut anywhere, it is read without a byte beyond. */
static void
test_every_prefix(void)
{
    static const char *const lines[] = {LOG_X8_SENT, LOG_SYSLOG, LOG_WEB, LOG_DEVELOPER, LOG_JABBERD};

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        text_view whole = view_of(lines[i]);

        for (size_t length = 0; length <= whole.length; length++) {
            text_view part = exact_copy(whole, length);
            log_entry entry;

            g_assert_cmpint(log_entry_parse(part, &entry), ==, log_entry_starts(part));
            exact_copy_free(part);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-entry/starts", test_starts);
    g_test_add_func("/log-entry/start-is-bounded", test_start_is_bounded);
    g_test_add_func("/log-entry/who", test_who);
    g_test_add_func("/log-entry/values", test_values);
    g_test_add_func("/log-entry/text", test_text);
    g_test_add_func("/log-entry/time", test_time);
    g_test_add_func("/log-entry/endpoints", test_endpoints);
    g_test_add_func("/log-entry/message-hash", test_message_hash);
    g_test_add_func("/log-entry/length", test_length);
    g_test_add_func("/log-entry/every-prefix", test_every_prefix);
    return g_test_run();
}
