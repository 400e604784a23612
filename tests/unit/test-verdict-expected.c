/* test-verdict-expected.c
 * What a claim would read untranslated: T, else D if A is not D and Cword does not contradict, else nothing.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "verdict-question.h"

typedef struct {
    const char *name;
    verdict_known known;
    const char *expected; /* NULL: none */
} expected_case;

#define CLAIM(host, port) .claimed_host = (host), .claimed_port = (port)
#define AT_C .destination = C_HOST, .destination_port = C_PORT, .source = E_HOST
#define AT_E(host, port) CLAIM(host, port), .destination = (host), .destination_port = (port), .source = E_LAN
#define TRUE_END .true_client = C_HOST, .true_client_port = C_PORT, .true_client_sure = CONFIDENCE_PROVEN
#define C_TEXT "10.0.30.2:27901"

static const expected_case cases[] = {
    /* T. */
    {"paired/reflected", {AT_E(E_HOST, 4401), TRUE_END, .e = E_HOST}, C_TEXT},
    {"paired/source-translated", {AT_E(OTHER, 4401), TRUE_END}, C_TEXT},
    {"paired/port-translated", {AT_E(C_HOST, 4401), TRUE_END}, C_TEXT},
    {"paired/own-address", {AT_E(C_HOST, C_PORT), TRUE_END}, C_TEXT},
    {"paired/whatever-c-says", {AT_E(OTHER, 4401), TRUE_END, .word = "10.0.30.99"}, C_TEXT},
    {"paired/destination-unknown", {CLAIM(OTHER, 4401), TRUE_END}, C_TEXT},
    {"paired/name",
     {CLAIM(NULL, 4401), .destination = OTHER, .destination_port = 4401, .source = E_LAN, TRUE_END},
     C_TEXT},
    {"paired/loopback",
     {CLAIM("127.0.0.1", 5060), .destination = OTHER, .destination_port = 4401, .source = E_LAN, TRUE_END},
     C_TEXT},
    /* D: A is not D. */
    {"away/reflected", {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST}, C_TEXT},
    {"away/source-translated", {CLAIM(OTHER, 4401), AT_C}, C_TEXT},
    {"away/port-translated", {CLAIM(C_HOST, 4401), AT_C}, C_TEXT},
    {"away/word-agrees", {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST, .word = C_HOST}, C_TEXT},
    {"away/one-word-agrees",
     {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST, .word = OTHER, .word_second = C_HOST},
     C_TEXT},
    {"away/without-port", {CLAIM(E_HOST, 0), AT_C, .e = E_HOST}, C_TEXT},
    {"away/ipv6",
     {CLAIM("2001:db8::10", 4401), .destination = "2001:db8::2", .destination_port = C_PORT,
      .source = "2001:db8::10"},
     "[2001:db8::2]:27901"},
    {"none/another-connection-of-c", {CLAIM(C_HOST, 4401), AT_C, .accepted = true}, NULL},
    /* Cword contradicts: D is itself an address that C does not know as its own. */
    {"none/word-contradicts", {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST, .word = OTHER}, NULL},
    {"none/port-doubted", {CLAIM(C_HOST, 4401), AT_C, .word = OTHER}, NULL},
    {"none/word-is-the-claim", {CLAIM(OTHER, 4401), AT_C, .word = OTHER}, NULL},
    /* A is D. */
    {"none/reflected-here", {AT_E(E_HOST, 4401), .e = E_HOST, .word = C_HOST}, NULL},
    {"none/own-address", {CLAIM(C_HOST, C_PORT), AT_C, .word = C_HOST, .in_range = true}, NULL},
    {"none/own-address-without-port", {CLAIM(C_HOST, 0), AT_C, .word = C_HOST, .in_range = true}, NULL},
    {"none/word-differs", {AT_E(OTHER, 4401), .word = C_HOST, .configured = C_HOST}, NULL},
    {"none/port-unusual", {AT_E(C_HOST, 4401), .word = C_HOST, .timed_out = true}, NULL},
    {"none/nothing-known", {AT_E(C_HOST, 4401)}, NULL},
    /* Neither is known. */
    {"none/destination-unknown", {CLAIM(E_HOST, 4401), .e = E_HOST}, NULL},
    {"none/destination-unknown-word", {CLAIM(OTHER, 4401), .word = C_HOST}, NULL},
};

static void
test_expected(const void *data)
{
    const expected_case *one = data;
    const char *expected = one->expected != NULL ? one->expected : "";

    for (int null_sets = 0; null_sets <= 1; null_sets++) {
        verdict_answer is = judged(&one->known, null_sets);
        char text[ENDPOINT_TEXT_SIZE];

        g_assert_cmpstr(endpoint_format(is.expected, text), ==, expected);
        g_assert_cmpint(is.has_expected, ==, one->expected != NULL);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/verdict-expected/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_expected);
        g_free(path);
    }
    return g_test_run();
}
