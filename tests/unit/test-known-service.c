/* test-known-service.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <glib.h>

#include "known-service.h"

/* Ports that Expressway-C connects to by design, and the ends of ranges. */
static void
test_known(void)
{
    static const uint16_t ports[] = {0,    1,    22,   443,  1023, 2222, 2776, 2777, 3478, 3483, 5060,
                                     5061, 5062, 5073, 5222, 7001, 7020, 7400, 7443, 8443, 22210};

    for (size_t i = 0; i < G_N_ELEMENTS(ports); i++)
        g_assert_true(known_service_has_port(ports[i]));
}

/* The document's translated port, ports of translating firewalls, and ports next to the ranges. */
static void
test_unknown(void)
{
    static const uint16_t ports[] = {1024, 2775, 2778,  3477,  3484,  4401,
                                     7000, 7021, 10001, 27901, 61001, 65535};

    for (size_t i = 0; i < G_N_ELEMENTS(ports); i++)
        g_assert_false(known_service_has_port(ports[i]));
}

/* A port of MySQL, X11 or a proxy may be the translated port of a client that speaks SIP or TLS. */
static void
test_spoken(void)
{
    static const uint16_t neither[] = {1024, 1720, 2000, 3306, 5432, 6001, 6010, 8080, 9999, 27901};

    for (size_t i = 0; i < G_N_ELEMENTS(neither); i++) {
        g_assert_false(known_service_speaks_sip(neither[i]));
        g_assert_false(known_service_speaks_tls(neither[i]));
    }
    g_assert_true(known_service_speaks_sip(5060));
    g_assert_false(known_service_speaks_tls(5060));
    g_assert_true(known_service_speaks_sip(5061));
    g_assert_true(known_service_speaks_tls(5061));
    g_assert_false(known_service_speaks_sip(443));
    g_assert_true(known_service_speaks_tls(443));
    g_assert_true(known_service_speaks_tls(8443));
    g_assert_true(known_service_speaks_tls(5222));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/known-service/known", test_known);
    g_test_add_func("/known-service/unknown", test_unknown);
    g_test_add_func("/known-service/spoken", test_spoken);
    return g_test_run();
}
