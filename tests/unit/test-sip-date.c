/* test-sip-date.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "views.h"

#include "sip/sip-date.h"

#include <glib.h>

static void
test_valid(void)
{
    int64_t seconds = 0;

    g_assert_true(sip_date_parse(TEXT_VIEW("Tue, 10 Mar 2026 09:30:09 GMT"), &seconds));
    g_assert_cmpint(seconds, ==, 1773135009);
    g_assert_true(sip_date_parse(TEXT_VIEW("Thu, 29 feb 2024 23:59:59 GMT"), &seconds));
    g_assert_cmpint(seconds, ==, 1709251199);
}

static void
test_invalid(void)
{
    static const char *const texts[] = {"",
                                        "Tue, 10 Mar 2026 09:30:09",
                                        "Tue, 10 Mar 2026 09:30:09 CET",
                                        "Tue, 10 Mai 2026 09:30:09 GMT",
                                        "Tue, 31 Jun 2026 09:30:09 GMT",
                                        "Tue, 10 Mar 2026 24:30:09 GMT",
                                        "Tue, 1  Mar 2026 09:30:09 GMT",
                                        "2026-03-10 09:30:09 0000 GMT ",
                                        "Tue, 10 Mar 2026 09:30:09 GMT "};
    int64_t seconds;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_false(sip_date_parse(view_of(texts[i]), &seconds));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-date/valid", test_valid);
    g_test_add_func("/sip-date/invalid", test_invalid);
    return g_test_run();
}
