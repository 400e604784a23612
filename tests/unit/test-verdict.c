/* test-verdict.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "verdict-question.h"

/* The table of the design, row by row and each of its "else". Unless a case says otherwise, the addresses are
 * those of the document: C 10.0.30.2:27901 inside, E 64.100.0.10 outside and 10.0.10.2 in the DMZ. */

#define CLAIM(host, port) .claimed_host = (host), .claimed_port = (port)
#define AT_C .destination = C_HOST, .destination_port = C_PORT, .source = E_HOST
/* At E's side D is what E sees, so it is the claim, right or wrong. */
#define AT_E(host, port) CLAIM(host, port), .destination = (host), .destination_port = (port), .source = E_LAN
#define TRUE_END .true_client = C_HOST, .true_client_port = C_PORT, .true_client_sure = CONFIDENCE_PROVEN
#define PROBABLE_END .true_client = C_HOST, .true_client_port = 4401, .true_client_sure = CONFIDENCE_PROBABLE
#define IS(value, sure, row) VERDICT_##value, CONFIDENCE_##sure, ROW_##row

static const verdict_case cases[] = {
    /* Row 0. */
    {"0/name", {CLAIM(NULL, 4401), AT_C, .e = E_HOST}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/name-without-port", {CLAIM(NULL, 0), AT_C, .word = C_HOST}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/name-paired", {CLAIM(NULL, 4401), AT_C, TRUE_END}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/loopback", {CLAIM("127.0.0.1", 5060), AT_C}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/loopback-other",
     {CLAIM("127.9.9.9", 5060), AT_C, .e = "127.9.9.9"},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/loopback-ipv6", {CLAIM("::1", 5060), AT_C}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/loopback-mapped", {CLAIM("::ffff:127.0.0.1", 5060), AT_C}, IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/one-host-at-both-ends",
     {CLAIM(E_HOST, 4401), .destination = E_HOST, .destination_port = 4401, .source = E_HOST, .e = E_HOST},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/one-host-at-both-ends-away",
     {CLAIM(E_HOST, 4401), .destination = C_HOST, .destination_port = C_PORT, .source = C_HOST, .e = E_HOST},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/destination-unknown",
     {CLAIM(OTHER, 4401), .e = E_HOST, .word = C_HOST, .configured = C_HOST},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/destination-unknown-word-agrees",
     {CLAIM(C_HOST, C_PORT), .word = C_HOST, .configured = C_HOST, .in_range = true, .accepted = true},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/destination-unknown-timed-out",
     {CLAIM(C_HOST, 4401), .word = C_HOST, .timed_out = true},
     IS(UNDETERMINED, NONE, NOT_JUDGED)},
    {"0/destination-unknown-reflected", {CLAIM(E_HOST, 4401), .e = E_HOST}, IS(NAT_REFLECTED, PROVEN, ANY)},
    {"0/destination-unknown-reflected-no-port",
     {CLAIM(E_HOST, 0), .e = E_HOST},
     IS(NAT_REFLECTED, PROVEN, ANY)},
    {"0/destination-unknown-paired", {CLAIM(C_HOST, C_PORT), TRUE_END}, IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},
    {"0/destination-unknown-paired-away",
     {CLAIM(OTHER, 4401), TRUE_END},
     IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},

    /* Rows 1 to 3: A is not R. */
    {"1/document",
     {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST, .word = C_HOST},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/second-address-of-e",
     {CLAIM(E_LAN, 4401), AT_C, .e = E_HOST, .e_second = E_LAN},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/without-port", {CLAIM(E_HOST, 0), AT_C, .e = E_HOST}, IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/ipv6",
     {CLAIM("2001:db8::10", 4401), .destination = "2001:db8::2", .destination_port = C_PORT,
      .source = "2001:db8::10", .e = "2001:db8::10"},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/mapped",
     {CLAIM("::ffff:64.100.0.10", 4401), AT_C, .e = E_HOST},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/before-row-2", {CLAIM(C_HOST, 4401), AT_C, .e = C_HOST}, IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/not-the-paired-client",
     {AT_E(E_HOST, 4401), TRUE_END, .e = E_HOST},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"1/whatever-c-answered",
     {CLAIM(E_HOST, 4401), AT_C, .e = E_HOST, .accepted = true},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_AWAY)},
    {"2/other-port", {CLAIM(C_HOST, 4401), AT_C, .e = E_HOST}, IS(PORT_TRANSLATED, PROVEN, PORT_AWAY)},
    {"2/word-agrees", {CLAIM(C_HOST, 4401), AT_C, .word = C_HOST}, IS(PORT_TRANSLATED, PROVEN, PORT_AWAY)},
    {"2/one-word-agrees",
     {CLAIM(C_HOST, 4401), AT_C, .word = OTHER, .word_second = C_HOST},
     IS(PORT_TRANSLATED, PROVEN, PORT_AWAY)},
    {"2/not-the-paired-client", {AT_E(C_HOST, 4401), TRUE_END}, IS(PORT_TRANSLATED, PROVEN, PORT_AWAY)},
    {"2/accepted",
     {CLAIM(C_HOST, 4401), AT_C, .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROBABLE, OTHER_CONNECTION)},
    {"2/accepted-and-doubted",
     {CLAIM(C_HOST, 4401), AT_C, TRUE_END, .word = OTHER, .unpaired_client = true, .accepted = true},
     IS(OWN_ADDRESS, PROBABLE, OTHER_CONNECTION)},
    {"2/no-doubt-where-the-true-end-is-known",
     {CLAIM(C_HOST, 4401), AT_C, TRUE_END, .word = OTHER, .unpaired_client = true},
     IS(PORT_TRANSLATED, PROVEN, PORT_AWAY)},
    {"2/else-word-contradicts",
     {CLAIM(C_HOST, 4401), AT_C, .word = OTHER},
     IS(UNDETERMINED, NONE, PORT_DOUBTED)},
    {"2/else-client-of-another-flow",
     {CLAIM(C_HOST, 4401), AT_C, .word = C_HOST, .unpaired_client = true},
     IS(UNDETERMINED, NONE, PORT_DOUBTED)},
    {"2/without-port-it-is-row-8",
     {CLAIM(C_HOST, 0), AT_C, .word = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"3/other-host",
     {CLAIM(OTHER, 4401), AT_C, .e = E_HOST, .word = C_HOST},
     IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},
    {"3/same-port", {CLAIM(OTHER, C_PORT), AT_C}, IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},
    {"3/without-port", {CLAIM(OTHER, 0), AT_C}, IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},
    {"3/word-is-the-claim",
     {CLAIM(OTHER, 4401), AT_C, .word = OTHER, .configured = OTHER},
     IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},
    {"3/client-of-another-flow",
     {CLAIM(OTHER, 4401), AT_C, .unpaired_client = true},
     IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},
    {"3/not-the-paired-client",
     {AT_E(OTHER, 4401), TRUE_END, .word = OTHER, .accepted = true},
     IS(SOURCE_TRANSLATED, PROVEN, TRANSLATED_AWAY)},

    /* Row 4. */
    {"4/paired", {AT_E(C_HOST, C_PORT), TRUE_END}, IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},
    {"4/before-row-5", {AT_E(C_HOST, C_PORT), TRUE_END, .e = C_HOST}, IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},
    {"4/before-row-7",
     {AT_E(C_HOST, C_PORT), TRUE_END, .word = OTHER, .timed_out = true},
     IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},
    {"4/paired-is-not-the-destination",
     {CLAIM(C_HOST, C_PORT), TRUE_END, .destination = OTHER, .destination_port = 4401, .source = E_LAN},
     IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},
    {"4/without-port", {AT_E(C_HOST, 0), TRUE_END}, IS(OWN_ADDRESS, PROBABLE, TRUE_CLIENT)},
    {"4/probably-the-true-end",
     {AT_E(C_HOST, 4401), PROBABLE_END, .word = OTHER, .timed_out = true},
     IS(OWN_ADDRESS, PROBABLE, TRUE_CLIENT)},
    {"4/probably-and-accepted",
     {AT_E(C_HOST, 4401), PROBABLE_END, .accepted = true},
     IS(OWN_ADDRESS, PROBABLE, TRUE_CLIENT)},
    {"4/no-less-sure-than-row-6",
     {AT_E(C_HOST, 4401), PROBABLE_END, .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROVEN, TRUE_CLIENT)},

    /* Row 5. */
    {"5/reflected-here",
     {AT_E(E_HOST, 4401), .e = E_HOST, .word = C_HOST},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_HERE)},
    {"5/without-port",
     {CLAIM(E_HOST, 0), .destination = E_HOST, .destination_port = 4401, .source = E_LAN, .e = E_HOST},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_HERE)},
    {"5/before-row-6",
     {AT_E(E_HOST, 4401), .e = E_HOST, .accepted = true},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_HERE)},
    {"5/before-row-8",
     {AT_E(E_HOST, 4401), .e = E_HOST, .word = E_HOST, .in_range = true},
     IS(NAT_REFLECTED, PROVEN, REFLECTED_HERE)},

    /* Row 6. */
    {"6/word-agrees",
     {AT_E(C_HOST, C_PORT), .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROVEN, ACCEPTED)},
    {"6/configured-agrees",
     {AT_E(C_HOST, C_PORT), .configured = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROVEN, ACCEPTED)},
    {"6/else-nothing-known", {AT_E(C_HOST, C_PORT), .accepted = true}, IS(OWN_ADDRESS, PROBABLE, ACCEPTED)},
    {"6/else-word-differs",
     {AT_E(OTHER, C_PORT), .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROBABLE, ACCEPTED)},
    {"6/without-port",
     {CLAIM(C_HOST, 0), AT_C, .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROBABLE, ACCEPTED)},
    {"6/port-out-of-range",
     {AT_E(C_HOST, 4401), .word = C_HOST, .accepted = true},
     IS(OWN_ADDRESS, PROVEN, ACCEPTED)},
    {"6/accepted-after-a-408",
     {AT_E(C_HOST, C_PORT), .word = C_HOST, .accepted = true, .timed_out = true},
     IS(OWN_ADDRESS, PROVEN, ACCEPTED)},

    /* Row 7. */
    {"7/word-differs",
     {AT_E(OTHER, C_PORT), .word = C_HOST, .in_range = true},
     IS(SOURCE_TRANSLATED, PROBABLE, WORD_DIFFERS)},
    {"7/after-a-408",
     {AT_E(OTHER, 4401), .word = C_HOST, .timed_out = true},
     IS(SOURCE_TRANSLATED, PROBABLE, WORD_DIFFERS)},
    {"7/other-host-configured",
     {AT_E(OTHER, C_PORT), .word = C_HOST, .configured = "10.0.30.99"},
     IS(SOURCE_TRANSLATED, PROBABLE, WORD_DIFFERS)},
    {"7/without-port",
     {CLAIM(C_HOST, 0), AT_C, .word = OTHER},
     IS(SOURCE_TRANSLATED, PROBABLE, WORD_DIFFERS)},
    {"7/word-is-configured",
     {AT_E(OTHER, C_PORT), .word = C_HOST, .configured = C_HOST},
     IS(SOURCE_TRANSLATED, PROVEN, WORD_CONFIGURED)},
    {"7/a-second-word-is-configured",
     {AT_E(OTHER, C_PORT), .word = "10.0.30.99", .word_second = C_HOST, .configured = C_HOST},
     IS(SOURCE_TRANSLATED, PROVEN, WORD_CONFIGURED)},
    {"7/else-claim-is-configured",
     {AT_E(OTHER, C_PORT), .word = C_HOST, .configured = OTHER, .in_range = true},
     IS(UNDETERMINED, NONE, WORD_CONTRADICTS)},

    /* Row 8. */
    {"8/word-agrees",
     {AT_E(C_HOST, C_PORT), .word = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"8/one-word-agrees",
     {AT_E(C_HOST, C_PORT), .word = OTHER, .word_second = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"8/configured-agrees",
     {AT_E(C_HOST, C_PORT), .configured = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"8/at-c",
     {CLAIM(C_HOST, C_PORT), AT_C, .e = E_HOST, .word = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"8/after-a-408",
     {AT_E(C_HOST, C_PORT), .word = C_HOST, .in_range = true, .timed_out = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},
    {"8/without-port",
     {CLAIM(C_HOST, 0), AT_C, .configured = C_HOST, .in_range = true},
     IS(OWN_ADDRESS, PROBABLE, WORD_AGREES)},

    /* Row 9. */
    {"9/after-a-408",
     {AT_E(C_HOST, 4401), .word = C_HOST, .timed_out = true},
     IS(PORT_TRANSLATED, PROBABLE, PORT_UNUSUAL)},
    {"9/configured-after-a-408",
     {AT_E(C_HOST, 4401), .configured = C_HOST, .timed_out = true},
     IS(PORT_TRANSLATED, PROBABLE, PORT_UNUSUAL)},
    {"9/else-no-408", {AT_E(C_HOST, 4401), .word = C_HOST}, IS(UNDETERMINED, NONE, PORT_UNUSUAL)},
    {"9/else-without-port",
     {CLAIM(C_HOST, 0), .destination = C_HOST, .destination_port = 4401, .source = E_LAN, .word = C_HOST,
      .timed_out = true},
     IS(UNDETERMINED, NONE, PORT_UNUSUAL)},

    /* Row 10. */
    {"10/nothing-known", {AT_E(C_HOST, C_PORT), .in_range = true}, IS(UNDETERMINED, NONE, NOTHING_KNOWN)},
    {"10/after-a-408", {AT_E(C_HOST, 4401), .timed_out = true}, IS(UNDETERMINED, NONE, NOTHING_KNOWN)},
    {"10/another-c-is-configured",
     {AT_E(OTHER, C_PORT), .configured = C_HOST, .in_range = true},
     IS(UNDETERMINED, NONE, NOTHING_KNOWN)},
    {"10/another-e-is-known",
     {AT_E(OTHER, C_PORT), .e = E_HOST, .in_range = true, .timed_out = true},
     IS(UNDETERMINED, NONE, NOTHING_KNOWN)},
};

static void
test_row(const void *data)
{
    const verdict_case *expected = data;

    for (int null_sets = 0; null_sets <= 1; null_sets++) {
        verdict_answer is = judged(&expected->known, null_sets);

        g_assert_cmpstr(verdict_name(is.verdict), ==, verdict_name(expected->verdict));
        g_assert_cmpstr(confidence_name(is.confidence), ==, confidence_name(expected->confidence));
        if (expected->row != ROW_ANY)
            g_assert_cmpint((int)is.row, ==, (int)expected->row);
    }
}

static void
test_names(void)
{
    static const char *const verdicts[] = {"undetermined", "own address", "NAT-reflected",
                                           "source-translated", "port-translated"};
    static const char *const confidences[] = {"none", "probable", "proven"};

    for (int i = 0; i < (int)G_N_ELEMENTS(verdicts); i++) {
        g_assert_cmpstr(verdict_name((verdict)i), ==, verdicts[i]);
        g_assert_cmpint(verdict_is_fault((verdict)i), ==, i >= 2);
    }
    for (int i = 0; i < (int)G_N_ELEMENTS(confidences); i++)
        g_assert_cmpstr(confidence_name((confidence)i), ==, confidences[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strdup_printf("/verdict/row-%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_row);
        g_free(path);
    }
    g_test_add_func("/verdict/names", test_names);
    return g_test_run();
}
