/* test-digest.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/digest.h"
#include "views.h"

#define COMPLETE                                                                                             \
    "Digest username=\"john.smith\", realm=\"expe.example.com\", nonce=\"n,1;2\", uri=\"sip:x\", "           \
    "response=\"r1\", cnonce=\"c1\", nc=00000001, qop=auth"

typedef struct {
    const char *name;
    const char *header;
    bool readable;
    const char *username;
    const char *nonce;
    const char *nc;
} digest_case;

static const digest_case cases[] = {
    {"complete", COMPLETE, true, "john.smith", "n,1;2", "00000001"},
    {"any-case", "dIGEST Response=r, NONCE=\"n\", Username=u", true, "u", "n", NULL},
    {"folded", "Digest username=\"u\",\r\n nonce=\"n\",\r\n\tresponse=\"r\"", true, "u", "n", NULL},
    {"first-counts", "Digest username=a, username=b, nonce=n, response=r", true, "a", "n", NULL},
    {"empty-response", "Digest username=\"u\", nonce=\"n\", response=\"\"", false, "u", "n", NULL},
    {"no-response", "Digest username=\"u\", nonce=\"n\"", false, "u", "n", NULL},
    {"no-username", "Digest nonce=\"n\", response=\"r\"", false, NULL, "n", NULL},
    {"other-scheme", "Bearer response=r, nonce=n, username=u", false, NULL, NULL, NULL},
    {"scheme-alone", "Digest", false, NULL, NULL, NULL},
    {"open-quote", "Digest username=\"u, nonce=n, response=r", false, "\"u, nonce=n, response=r", NULL, NULL},
    {"empty", "", false, NULL, NULL, NULL},
};

static void
test_parse(gconstpointer data)
{
    const digest_case *one = data;
    digest read;

    g_assert_true(digest_parse(view_of(one->header), &read) == one->readable);
    assert_view(read.parts[DIGEST_USERNAME], one->username);
    assert_view(read.parts[DIGEST_NONCE], one->nonce);
    assert_view(read.parts[DIGEST_NC], one->nc);
}

/* Each part counts, and parts do not run into each other. */
static void
test_hash(void)
{
    digest whole = {.parts = {[DIGEST_USERNAME] = TEXT_VIEW("ab"), [DIGEST_REALM] = TEXT_VIEW("c")}};
    digest shifted = {.parts = {[DIGEST_USERNAME] = TEXT_VIEW("a"), [DIGEST_REALM] = TEXT_VIEW("bc")}};
    digest read;
    digest again;

    g_assert_cmpuint(digest_hash(&whole), !=, digest_hash(&shifted));
    g_assert_true(digest_parse(view_of(COMPLETE), &read));
    for (int part = 0; part < DIGEST_PARTS; part++) {
        again = read;
        g_assert_cmpuint(digest_hash(&again), ==, digest_hash(&read));
        again.parts[part] = TEXT_VIEW("other");
        g_assert_cmpuint(digest_hash(&again), !=, digest_hash(&read));
    }
}

/* The same name, as SIP and as XML write it. */
static void
test_notations(void)
{
    digest sip = {.notation = DIGEST_AS_SIP, .parts = {[DIGEST_USERNAME] = TEXT_VIEW("a\\\"<b>&'c")}};
    digest xml = {.notation = DIGEST_AS_XML,
                  .parts = {[DIGEST_USERNAME] = TEXT_VIEW("a&quot;&lt;b&#62;&amp;&apos;c")}};
    digest unknown = {.notation = DIGEST_AS_XML,
                      .parts = {[DIGEST_USERNAME] = TEXT_VIEW("&;&#;&#x41;&#999;&")}};
    digest literal = {.notation = DIGEST_AS_SIP,
                      .parts = {[DIGEST_USERNAME] = TEXT_VIEW("&;&#;&#x41;&#999;&")}};

    g_assert_cmpuint(digest_hash(&sip), ==, digest_hash(&xml));
    g_assert_cmpuint(digest_hash(&unknown), ==, digest_hash(&literal));
}

/* Only a challenge with a nonce is one; stale is a word with or without quotes. */
static void
test_challenge(void)
{
    text_view nonce;
    bool is_stale;

    g_assert_true(digest_parse_challenge(
        TEXT_VIEW("Digest realm=\"Zone\",nonce=\"12ab\",algorithm=MD5,qop=\"auth\""), &nonce, &is_stale));
    assert_view(nonce, "12ab");
    g_assert_false(is_stale);
    g_assert_true(digest_parse_challenge(TEXT_VIEW("digest nonce=\"1\", STALE=\"True\""), &nonce, &is_stale));
    g_assert_true(is_stale);
    g_assert_true(digest_parse_challenge(TEXT_VIEW("Digest stale=false, nonce=\"1\""), &nonce, &is_stale));
    g_assert_false(is_stale);
    g_assert_false(digest_parse_challenge(TEXT_VIEW("Digest realm=\"Zone\""), &nonce, &is_stale));
    g_assert_false(digest_parse_challenge(TEXT_VIEW("Bearer nonce=\"1\""), &nonce, &is_stale));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/digest/parse/", cases[i].name, NULL);

        g_test_add_data_func(path, &cases[i], test_parse);
        g_free(path);
    }
    g_test_add_func("/digest/hash", test_hash);
    g_test_add_func("/digest/notations", test_notations);
    g_test_add_func("/digest/challenge", test_challenge);
    return g_test_run();
}
