/* test-host-set.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "host-set.h"
#include "views.h"

static host_address
host_number(unsigned number)
{
    uint8_t bytes[4] = {10, 0, (uint8_t)(number >> 8), (uint8_t)number};

    return host_address_from_ipv4(bytes);
}

static void
test_first_word_stays(void)
{
    host_set set = {.count = 0};
    const named_host *found;

    g_assert_null(host_set_find(&set, host_number(2)));
    g_assert_true(host_set_add(&set, host_number(2), 7, "a Via"));
    g_assert_false(host_set_add(&set, host_number(2), 9, "a Warning"));
    g_assert_true(host_set_add(&set, host_number(3), 0, "the configuration"));
    g_assert_cmpuint(set.count, ==, 2);
    found = host_set_find(&set, host_number(2));
    g_assert_nonnull(found);
    g_assert_cmpuint(found->frame, ==, 7);
    g_assert_cmpstr(found->said, ==, "a Via");
    g_assert_null(host_set_find(&set, host_number(4)));
}

static void
test_names_are_not_kept(void)
{
    host_set set = {.count = 0};
    host_address none = {HOST_NONE, {0}};

    g_assert_false(host_set_add(&set, none, 1, "a Via"));
    g_assert_cmpuint(set.count, ==, 0);
    g_assert_null(host_set_find(&set, none));
}

static void
test_bounded(void)
{
    host_set set = {.count = 0};

    for (unsigned i = 0; i < HOST_SET_ROOM; i++)
        g_assert_true(host_set_add(&set, host_number(i), i, "a Via"));
    for (unsigned i = HOST_SET_ROOM; i < 1000; i++)
        g_assert_false(host_set_add(&set, host_number(i), i, "a Via"));
    g_assert_false(host_set_add(&set, host_number(0), 1, "a Via"));
    g_assert_cmpuint(set.count, ==, HOST_SET_ROOM);
    g_assert_nonnull(host_set_find(&set, host_number(HOST_SET_ROOM - 1)));
    g_assert_null(host_set_find(&set, host_number(HOST_SET_ROOM)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/host-set/first-word-stays", test_first_word_stays);
    g_test_add_func("/host-set/names-are-not-kept", test_names_are_not_kept);
    g_test_add_func("/host-set/bounded", test_bounded);
    return g_test_run();
}
