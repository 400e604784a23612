/* test-chance.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "chance.h"

#include <glib.h>

static void
near(double found, double expected)
{
    g_assert_cmpfloat(found, >=, expected * (1 - 1e-6));
    g_assert_cmpfloat(found, <=, expected * (1 + 1e-6));
}

/* Compared with sums of the definition's terms. */
static void
test_values(void)
{
    near(chance_of_at_least(2, 2, 0.03), 0.0009);
    near(chance_of_at_least(4, 4, 0.1), 0.0001);
    near(chance_of_at_least(1, 2, 0.25), 0.4375);
    near(chance_of_at_least(3, 5, 0.2), 0.05792);
    near(chance_of_at_least(5, 10, 0.1), 0.0016349374);
    near(chance_of_at_least(10, 100, 0.02), 0.00003441680604);
}

/* The case that the rule is made for: 4 of 4 within 6 ms, on a link that is quiet for 99 % of the time. */
static void
test_the_document(void)
{
    g_assert_cmpfloat(chance_of_at_least(4, 4, 0.01), <, CHANCE_LIMIT);
}

static void
test_nothing_can_be_concluded(void)
{
    g_assert_cmpfloat(chance_of_at_least(0, 0, 0.5), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(0, 4, 0), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(8, 8, 1), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(8, 8, 7), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(5, 4, 0.1), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(1, 4, 0.5), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(8, 8, 0.9), >, CHANCE_LIMIT);
}

static void
test_many(void)
{
    g_assert_cmpfloat(chance_of_at_least(500000, 1000000, 0.5), ==, 1);
    g_assert_cmpfloat(chance_of_at_least(500100, 1000000, 0.5), >, 0.3);
    g_assert_cmpfloat(chance_of_at_least(502000, 1000000, 0.5), <, CHANCE_LIMIT);
    g_assert_cmpfloat(chance_of_at_least(UINT32_MAX, UINT32_MAX, 0.99), <, CHANCE_LIMIT);
    near(chance_of_at_least(1, UINT32_MAX, 1e-12), 0.0042857587);
}

/* More hits are never more likely. The same number is never more likely if each single hit is less likely. */
static void
test_order(void)
{
    for (uint32_t trials = 1; trials <= 40; trials++) {
        for (uint32_t hits = 1; hits <= trials; hits++) {
            double here = chance_of_at_least(hits, trials, 0.2);

            g_assert_cmpfloat(chance_of_at_least(hits - 1, trials, 0.2), >=, here);
            g_assert_cmpfloat(chance_of_at_least(hits, trials, 0.1), <=, here);
            g_assert_cmpfloat(chance_of_at_least(hits, trials + 1, 0.2), >=, here);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chance/values", test_values);
    g_test_add_func("/chance/the-document", test_the_document);
    g_test_add_func("/chance/nothing-can-be-concluded", test_nothing_can_be_concluded);
    g_test_add_func("/chance/many", test_many);
    g_test_add_func("/chance/order", test_order);
    return g_test_run();
}
