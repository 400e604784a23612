/* test-text-view.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "views.h"

static void
test_parts(void)
{
    text_view text = view_of("Route");

    assert_view(text_view_from(text, 2), "ute");
    assert_view(text_view_from(text, 5), "");
    assert_view(text_view_from(text, 6), "");
    assert_view(text_view_from(text, SIZE_MAX), "");
    assert_view(text_view_first(text, 2), "Ro");
    assert_view(text_view_first(text, 0), "");
    assert_view(text_view_first(text, SIZE_MAX), "Route");
}

/* An absent view stays absent, whatever part of it is taken. */
static void
test_absent(void)
{
    text_view absent = view_of(NULL);

    assert_view(text_view_from(absent, 0), NULL);
    assert_view(text_view_from(absent, 7), NULL);
    assert_view(text_view_first(absent, 7), NULL);
    assert_view(text_view_trim(absent), NULL);
    g_assert_cmpuint(text_view_find(absent, ':'), ==, 0);
    g_assert_true(text_view_is_empty(absent));
    g_assert_true(text_view_equals(absent, view_of("")));
    g_assert_true(text_view_equals_ignoring_case(absent, view_of("")));
    g_assert_false(text_view_starts_with(absent, TEXT_VIEW("SIP")));
}

static void
test_trim(void)
{
    static const struct {
        const char *text;
        const char *trimmed;
    } cases[] = {
        {"a", "a"}, {"  a b\t", "a b"}, {"\r\n a\r\n", "a"}, {" \t\r\n", ""}, {"", ""}, {"\va\f", "\va\f"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_view(text_view_trim(view_of(cases[i].text)), cases[i].trimmed);
}

static void
test_find(void)
{
    g_assert_cmpuint(text_view_find(view_of("a:b:c"), ':'), ==, 1);
    g_assert_cmpuint(text_view_find(view_of("abc"), ':'), ==, 3);
    g_assert_cmpuint(text_view_find(view_of(""), ':'), ==, 0);
    g_assert_cmpuint(text_view_find(text_view_of("a\0:", 3), ':'), ==, 2);
    g_assert_cmpuint(text_view_find(text_view_of("ab:", 2), ':'), ==, 2);
}

static void
test_compare(void)
{
    static const struct {
        const char *a;
        const char *b;
        bool equal;
        bool equal_ignoring_case;
    } cases[] = {
        {"rport", "rport", true, true},
        {"rport", "RPort", false, true},
        {"rport", "rpor", false, false},
        {"rport", "rpord", false, false},
        {"", "", true, true},
        {"[", "{", false, false},
        {"@", "`", false, false},
        {"\xc4", "\xe4", false, false},
        {"Zz9-", "zZ9-", false, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view a = view_of(cases[i].a);
        text_view b = view_of(cases[i].b);

        g_assert_cmpint(text_view_equals(a, b), ==, cases[i].equal);
        g_assert_cmpint(text_view_equals_ignoring_case(a, b), ==, cases[i].equal_ignoring_case);
        g_assert_cmpint(text_view_equals_ignoring_case(b, a), ==, cases[i].equal_ignoring_case);
    }
    g_assert_false(text_view_equals(text_view_of("a\0b", 3), text_view_of("a\0c", 3)));
}

static void
test_starts_with(void)
{
    g_assert_true(text_view_starts_with(view_of("TANDBERG/4132"), TEXT_VIEW("TANDBERG/")));
    g_assert_true(text_view_starts_with(view_of("TANDBERG/"), TEXT_VIEW("TANDBERG/")));
    g_assert_true(text_view_starts_with(view_of("any"), TEXT_VIEW("")));
    g_assert_false(text_view_starts_with(view_of("TANDBERG"), TEXT_VIEW("TANDBERG/")));
}

static void
test_number(void)
{
    static const struct {
        const char *text;
        uint32_t maximum;
        bool read;
        uint32_t number;
    } cases[] = {
        {"0", 0, true, 0},
        {"1", 0, false, 0},
        {"4401", 65535, true, 4401},
        {"00004401", 65535, true, 4401},
        {"65535", 65535, true, 65535},
        {"65536", 65535, false, 0},
        {"4294967295", UINT32_MAX, true, UINT32_MAX},
        {"4294967296", UINT32_MAX, false, 0},
        {"18446744073709551617", UINT32_MAX, false, 0},
        {"99999999999999999999999999999999", UINT32_MAX, false, 0},
        {"", 9, false, 0},
        {" 1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"+1", 9, false, 0},
        {"-1", 9, false, 0},
        {"0x1", 9, false, 0},
        {"1a", 9, false, 0},
        {"/", 9, false, 0},
        {":", 9, false, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint32_t number = 77;

        g_assert_cmpint(text_view_to_number(view_of(cases[i].text), cases[i].maximum, &number), ==,
                        cases[i].read);
        g_assert_cmpuint(number, ==, cases[i].read ? cases[i].number : 77);
    }
}

static void
test_starts_with_ignoring_case(void)
{
    g_assert_true(text_view_starts_with_ignoring_case(view_of("DIGEST a"), TEXT_VIEW("Digest ")));
    g_assert_true(text_view_starts_with_ignoring_case(view_of("Digest"), TEXT_VIEW("Digest")));
    g_assert_false(text_view_starts_with_ignoring_case(view_of("Diges"), TEXT_VIEW("Digest")));
    g_assert_false(text_view_starts_with_ignoring_case(view_of(" Digest"), TEXT_VIEW("Digest")));
}

static void
test_ends_with(void)
{
    g_assert_true(text_view_ends_with(view_of("a line\n"), TEXT_VIEW("\n")));
    g_assert_true(text_view_ends_with(view_of("line"), TEXT_VIEW("line")));
    g_assert_true(text_view_ends_with(view_of(NULL), TEXT_VIEW("")));
    g_assert_false(text_view_ends_with(view_of("ine"), TEXT_VIEW("line")));
    g_assert_false(text_view_ends_with(view_of("line "), TEXT_VIEW("line")));
}

static void
test_skip(void)
{
    text_view text = view_of("399 here");

    g_assert_true(text_view_skip(&text, TEXT_VIEW("399 ")));
    assert_view(text, "here");
    g_assert_false(text_view_skip(&text, TEXT_VIEW("here it is")));
    assert_view(text, "here");
    g_assert_true(text_view_skip(&text, TEXT_VIEW("here")));
    assert_view(text, "");
    g_assert_false(text_view_skip(&text, TEXT_VIEW("h")));
}

static void
test_find_text(void)
{
    static const struct {
        const char *text;
        const char *part;
        size_t at;
        size_t at_ignoring_case;
    } cases[] = {
        {"port=4401", "port=", 0, 0},
        {"pHost=1, port=4401", "port=", 9, 9},
        {"Connection TIMED out", "timed", 20, 11},
        {"aaab", "aab", 1, 1},
        {"abababc", "ababc", 2, 2},
        {"port", "port=", 4, 4},
        {"a por", "port", 5, 5},
        {"ends with part", "part", 10, 10},
        {"", "a", 0, 0},
        {NULL, "a", 0, 0},
        {"b", "a", 1, 1},
        {"A", "a", 1, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view text = view_of(cases[i].text);
        text_view part = view_of(cases[i].part);

        g_assert_cmpuint(text_view_find_text(text, part), ==, cases[i].at);
        g_assert_cmpuint(text_view_find_text_ignoring_case(text, part), ==, cases[i].at_ignoring_case);
    }
    g_assert_cmpuint(text_view_find_text(text_view_of("a\0bc", 4), TEXT_VIEW("bc")), ==, 2);
    g_assert_cmpuint(text_view_find_text(text_view_of("abc", 2), TEXT_VIEW("bc")), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-view/parts", test_parts);
    g_test_add_func("/text-view/absent", test_absent);
    g_test_add_func("/text-view/trim", test_trim);
    g_test_add_func("/text-view/find", test_find);
    g_test_add_func("/text-view/compare", test_compare);
    g_test_add_func("/text-view/starts-with", test_starts_with);
    g_test_add_func("/text-view/starts-with-ignoring-case", test_starts_with_ignoring_case);
    g_test_add_func("/text-view/ends-with", test_ends_with);
    g_test_add_func("/text-view/skip", test_skip);
    g_test_add_func("/text-view/find-text", test_find_text);
    g_test_add_func("/text-view/number", test_number);
    return g_test_run();
}
