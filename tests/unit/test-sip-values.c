/* test-sip-values.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/sip-message.h"
#include "views.h"

/* A header section, and what it holds. */
typedef struct {
    const char *headers;
    struct {
        sip_header_name name;
        const char *value;
    } expected[6];
    size_t count;
} header_case;

static const header_case header_cases[] = {
    {"Via: a\r\nRoute: b\r\n", {{SIP_VIA, "a"}, {SIP_ROUTE, "b"}}, 2},
    {"v:a\nROUTE :\tb \n", {{SIP_VIA, "a"}, {SIP_ROUTE, "b"}}, 2},
    {"f: 1\r\nm: 2\r\ni: 3\r\nl: 4\r\nc: 5\r\nL: 6",
     {{SIP_FROM, "1"},
      {SIP_CONTACT, "2"},
      {SIP_CALL_ID, "3"},
      {SIP_CONTENT_LENGTH, "4"},
      {SIP_CONTENT_TYPE, "5"},
      {SIP_CONTENT_LENGTH, "6"}},
     6},
    {"call-id: 1\r\nCSEQ: 2\r\np-asserted-identity: 3\r\nUser-agent: 4\r\nserver: 5\r\nwarning: 6",
     {{SIP_CALL_ID, "1"},
      {SIP_CSEQ, "2"},
      {SIP_ASSERTED_IDENTITY, "3"},
      {SIP_USER_AGENT, "4"},
      {SIP_SERVER, "5"},
      {SIP_WARNING, "6"}},
     6},
    {"authorization: 1\r\nContent-type: 2\r\nTo: 3\r\nt: 4\r\nx: 5\r\nVia2: 6",
     {{SIP_AUTHORIZATION, "1"},
      {SIP_CONTENT_TYPE, "2"},
      {SIP_OTHER_HEADER, "3"},
      {SIP_OTHER_HEADER, "4"},
      {SIP_OTHER_HEADER, "5"},
      {SIP_OTHER_HEADER, "6"}},
     6},
    /* Folded lines, also with blanks alone, belong to the header before them. */
    {"Route: a,\r\n b\r\n\tc\r\nVia: d\r\n", {{SIP_ROUTE, "a,\r\n b\r\n\tc"}, {SIP_VIA, "d"}}, 2},
    {"Route:\r\n a\r\n \r\n b\r\nVia: c", {{SIP_ROUTE, "a\r\n \r\n b"}, {SIP_VIA, "c"}}, 2},
    {"Route: a\n b: c\nVia:", {{SIP_ROUTE, "a\n b: c"}, {SIP_VIA, ""}}, 2},
    /* Lines without a colon are skipped. A name may be empty. */
    {"nonsense\r\nVia: a\r\n\r\n: b", {{SIP_VIA, "a"}, {SIP_OTHER_HEADER, "b"}}, 2},
    {"Identity: \"a:b\"\r\n", {{SIP_OTHER_HEADER, "\"a:b\""}}, 1},
    {"", {{SIP_VIA, NULL}}, 0},
    {"\r\n\r\n", {{SIP_VIA, NULL}}, 0},
};

static void
test_headers(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(header_cases); i++) {
        text_view headers = view_of(header_cases[i].headers);
        sip_header_name name;
        text_view value;

        for (size_t j = 0; j < header_cases[i].count; j++) {
            g_assert_true(sip_header_next(&headers, &name, &value));
            g_assert_cmpint((int)name, ==, (int)header_cases[i].expected[j].name);
            assert_view(value, header_cases[i].expected[j].value);
        }
        g_assert_false(sip_header_next(&headers, &name, &value));
        g_assert_false(sip_header_next(&headers, &name, &value));
    }
}

static void
test_header_with_nul(void)
{
    text_view headers = text_view_of("V\0a: x\r\nVia: a\0b\r\n", 18);
    sip_header_name name;
    text_view value;

    g_assert_true(sip_header_next(&headers, &name, &value));
    g_assert_cmpint((int)name, ==, SIP_OTHER_HEADER);
    g_assert_true(sip_header_next(&headers, &name, &value));
    g_assert_cmpint((int)name, ==, SIP_VIA);
    g_assert_true(text_view_equals(value, text_view_of("a\0b", 3)));
    g_assert_false(sip_header_next(&headers, &name, &value));
}

static void
test_values(void)
{
    static const struct {
        const char *values;
        const char *expected[4];
    } cases[] = {
        {"a", {"a"}},
        {"a,b , c", {"a", "b", "c"}},
        {"<sip:a,b@c>,d", {"<sip:a,b@c>", "d"}},
        {"\"a,b\" <c>, d", {"\"a,b\" <c>", "d"}},
        {"\"a\\\",b\" <c>, d", {"\"a\\\",b\" <c>", "d"}},
        {"\"a\\\\\",b", {"\"a\\\\\"", "b"}},
        {"\"<\", a", {"\"<\"", "a"}},
        {"a;x=\"b,c\",d", {"a;x=\"b,c\"", "d"}},
        {",, a ,,b,", {"a", "b"}},
        {"a\r\n ,\r\n b", {"a", "b"}},
        {"<a,b", {"<a,b"}},
        {"\"a,b", {"\"a,b"}},
        {"\"a\\", {"\"a\\"}},
        {"a>,b", {"a>", "b"}},
        {"", {NULL}},
        {" , ,", {NULL}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view values = view_of(cases[i].values);
        text_view value;

        g_test_message("%s", cases[i].values);
        for (size_t j = 0; cases[i].expected[j] != NULL; j++) {
            g_assert_true(sip_value_next(&values, &value));
            assert_view(value, cases[i].expected[j]);
        }
        g_assert_false(sip_value_next(&values, &value));
    }
}

static void
test_parameters(void)
{
    static const struct {
        const char *parameters;
        const char *expected[8]; /* name, value or "-" where it is absent */
    } cases[] = {
        {";a=1;b;c=", {"a", "1", "b", "-", "c", ""}},
        {"a=1;b", {"a", "1", "b", "-"}},
        {" ; a = 1 ; b ;", {"a", "1", "b", "-"}},
        {";;;a;;", {"a", "-"}},
        {";=1;a=b=c", {"a", "b=c"}},
        {";a=\"x;y=\\\"z\";b", {"a", "\"x;y=\\\"z\"", "b", "-"}},
        {";a=\"x;b", {"a", "\"x;b"}},
        {";a\r\n =\r\n 1;b", {"a", "1", "b", "-"}},
        {"", {NULL}},
        {";", {NULL}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        text_view parameters = view_of(cases[i].parameters);
        text_view name;
        text_view value;

        g_test_message("%s", cases[i].parameters);
        for (size_t j = 0; cases[i].expected[j] != NULL; j += 2) {
            const char *text = cases[i].expected[j + 1];

            g_assert_true(sip_parameter_next(&parameters, &name, &value));
            assert_view(name, cases[i].expected[j]);
            assert_view(value, strcmp(text, "-") == 0 ? NULL : text);
        }
        g_assert_false(sip_parameter_next(&parameters, &name, &value));
    }
}

static void
test_parameter_find(void)
{
    text_view parameters = view_of(";transport=tls;x=\";Apparent\";RPORT;rport=4401;lr");
    text_view value;

    g_assert_true(sip_parameter_find(parameters, TEXT_VIEW("Transport"), &value));
    assert_view(value, "tls");
    g_assert_true(sip_parameter_find(parameters, TEXT_VIEW("rport"), &value));
    assert_view(value, NULL);
    g_assert_true(sip_parameter_find(parameters, TEXT_VIEW("lr"), NULL));
    g_assert_false(sip_parameter_find(parameters, TEXT_VIEW("apparent"), &value));
    g_assert_false(sip_parameter_find(parameters, TEXT_VIEW("rpor"), &value));
    g_assert_false(sip_parameter_find(view_of(NULL), TEXT_VIEW("lr"), &value));
}

static void
test_cseq(void)
{
    static const struct {
        const char *text;
        uint32_t number;
        const char *method; /* NULL: refused */
    } cases[] = {
        {"4616 SERVICE", 4616, "SERVICE"},
        {"0\r\n\tOPTIONS", 0, "OPTIONS"},
        {"4294967295 INVITE", UINT32_MAX, "INVITE"},
        {"4294967296 INVITE", 0, NULL},
        {"4616", 0, NULL},
        {"4616 ", 0, NULL},
        {"SERVICE", 0, NULL},
        {"-1 SERVICE", 0, NULL},
        {"", 0, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint32_t number = 0;
        text_view method;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(sip_cseq_parse(view_of(cases[i].text), &number, &method), ==,
                        cases[i].method != NULL);
        if (cases[i].method == NULL)
            continue;
        g_assert_cmpuint(number, ==, cases[i].number);
        assert_view(method, cases[i].method);
    }
    g_assert_false(sip_cseq_parse(view_of(NULL), &(uint32_t){0}, &(text_view){NULL, 0}));
}

static void
test_skip_quoted(void)
{
    g_assert_cmpuint(sip_skip_quoted(view_of("\"ab\"c"), 0), ==, 4);
    g_assert_cmpuint(sip_skip_quoted(view_of("x\"a\\\"b\"c"), 1), ==, 7);
    g_assert_cmpuint(sip_skip_quoted(view_of("\"ab"), 0), ==, 3);
    g_assert_cmpuint(sip_skip_quoted(view_of("\"a\\"), 0), ==, 3);
    g_assert_cmpuint(sip_skip_quoted(view_of("\""), 0), ==, 1);
    g_assert_cmpuint(sip_skip_quoted(view_of("\"\""), 0), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sip-values/headers", test_headers);
    g_test_add_func("/sip-values/header-with-nul", test_header_with_nul);
    g_test_add_func("/sip-values/values", test_values);
    g_test_add_func("/sip-values/parameters", test_parameters);
    g_test_add_func("/sip-values/parameter-find", test_parameter_find);
    g_test_add_func("/sip-values/cseq", test_cseq);
    g_test_add_func("/sip-values/skip-quoted", test_skip_quoted);
    return g_test_run();
}
