/* test-log-glance.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-glance.h"
#include "log-lines.h"
#include "views.h"

#define LINE "2016-04-19T17:09:13+10:00 expc tvcs: "
#define HEAD LINE "UTCTime=\"2016-04-19 07:09:13,973\" Module=\"network.sip\" Level=\"DEBUG\":  "

/* The entry, cut at length, gives what its parser finds, and no byte beyond it is read. */
static void
assert_same(const char *text, size_t length)
{
    text_view part = exact_copy(view_of(text), length);
    size_t prefix = log_prefix_length(part);
    log_entry entry;
    log_endpoints ends;
    log_glance glance;

    g_assert_cmpint(log_entry_parse(part, &entry), ==, prefix > 0);
    ends = log_entry_endpoints(&entry);
    log_glance_whole(part, &glance);
    for (int i = 0; i < 2; i++) {
        g_assert_cmpint(entry.time.is_known, ==, glance.time.is_known);
        g_assert_cmpint(entry.time.seconds, ==, glance.time.seconds);
        g_assert_cmpuint(entry.time.nanoseconds, ==, glance.time.nanoseconds);
        g_assert_true(endpoint_equal(&ends.source, &glance.source));
        g_assert_true(endpoint_equal(&ends.destination, &glance.destination));
        if (prefix > 0)
            log_glance_at(part, prefix, text_view_find(part, '\n'), &glance);
    }
    exact_copy_free(part);
}

static void
assert_all(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t length = 0; length <= strlen(texts[i]); length++)
            assert_same(texts[i], length);
    }
}

static void
test_entries(void)
{
    static const char *const texts[] = {LOG_X7,        LOG_X8_SENT,    LOG_X8_RECEIVED LOG_MESSAGE_LINES,
                                        LOG_X9_TCP,    LOG_EVENT_TLS,  LOG_WEB,
                                        LOG_SYSLOG,    LOG_NO_PROCESS, LOG_TRAFFIC,
                                        LOG_DEVELOPER, LOG_JABBERD};

    assert_all(texts, G_N_ELEMENTS(texts));
}

/* What is not attributes one after the other, without quotes in their values. */
static void
test_unusual(void)
{
    static const char *const texts[] = {
        LINE "Module=\"developer.x\" Level=\"INFO\": Src-ip=\"10.0.0.1\"",
        LINE "Module=\"developer.x\" UTCTime=\"2016-04-19 07:09:13,973\" Src-ip=\"10.0.0.1\"",
        HEAD "Src-ip= \"10.0.0.1\" Src-port=\" 5060 \"\r\nSrc-ip=\"10.0.0.2\"",
        HEAD "Detail=\"zone \"X\" is down\" Src-ip=\"10.0.0.1\" Src-ip=\"10.0.0.2\"",
        HEAD "Detail=\"(a=\" Src-ip=\"10.0.0.1\" Local-ip=\"10.0.0.2\" Local-port=\"70000\"",
        HEAD "Detail=\"\" text Dst-ip=\"10.0.0.1\"",
        HEAD "9x=\"\" Dst-ip=\"10.0.0.1\"",
        HEAD "Unknown=\"a\" Dst-ip=\"010.0.0.1\" Src-ip=\"256.0.0.1\" Local-ip=\"1.2.3\"",
        HEAD "Dst-ip=\"[2001:db8::1]\" Dst-port=\"5061\" Local-ip=\"::ffff:1.2.3.4\" Local-port=\"1\"",
        LINE "text Dst-ip=\"10.0.0.1\" UTCTime=\"2016-04-19 07:09:13,973\"",
        LINE "UTCTime=\"2016-04-31 07:09:13,973\" Dst-ip=\"10.0.0.1\"",
        LINE "UTCTime=\" 2016-04-19 07:09:13 \":Dst-ip=\"10.0.0.1\"",
    };

    assert_all(texts, G_N_ELEMENTS(texts));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-glance/entries", test_entries);
    g_test_add_func("/log-glance/unusual", test_unusual);
    return g_test_run();
}
