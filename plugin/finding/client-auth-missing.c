/* client-auth-missing.c
 * A certificate whose extended key usage does not allow client authentication.
 * name: its subject; other: its issuer. In SERVICE: code: the status, words: C's version.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_client_auth_missing = {"client_auth_missing",
                                                  "expressway.expert.client_auth_missing",
                                                  "A certificate does not allow client authentication",
                                                  PI_SECURITY,
                                                  PI_ERROR,
                                                  FINDING_OF_FAILURE,
                                                  find};

static const char cure_in_service[] =
    "Have Expressway-E's certificate issued with both usages, serverAuth and clientAuth; a private CA still does that, public CAs stopped in 2026. Or bring both Expressways to X15.4 or later, which do without it.";
static const char cure_of_zone[] =
    "Have Expressway-C's certificate issued with both usages, serverAuth and clientAuth; a private CA still does that, public CAs stopped in 2026. From X15.5 on, Expressway-E need not check the usage (ExtendedKeyUsage Checking Mode), but the SSH tunnels then stay down.";

/* E's certificate, which C gets in SERVICE. */
static void
describe_in_service(const finding_search *search, finding *found, const failure *one)
{
    const char *owner = tls_words_owner(search, one);
    const char *version =
        one->seen.words != NULL
            ? wmem_strdup_printf(search->allocator, "Expressway-C, which is %.40s", one->seen.words)
            : "an Expressway-C older than X15.4";

    found->brief = wmem_strdup_printf(
        search->allocator,
        "The certificate of %s has no usage clientAuth; before X15.4, Expressway-C refuses it in SERVICE%s",
        owner, one->seen.code != 0 ? wmem_strdup_printf(search->allocator, " (%u)", one->seen.code) : "");
    if (one->seen.weight == FAILURE_WARNS) {
        found->seen = wmem_strdup_printf(
            search->allocator,
            "The certificate%s of %s has no usage clientAuth: an Expressway-C older than X15.4 will refuse SERVICE, which carries it.",
            tls_words_subject(search, one), owner);
        return;
    }
    found->seen = wmem_strdup_printf(
        search->allocator,
        "The certificate%s of %s, which SERVICE carries, has no usage clientAuth: %s, refuses it with %u.",
        tls_words_subject(search, one), owner, version, one->seen.code);
    found->mend = wmem_strdup_printf(
        search->allocator,
        "the certificate of %s has no usage clientAuth, so Expressway-C refuses SERVICE with %u", owner,
        one->seen.code);
    found->means =
        "Users can log in and have no phone services. It looks like a translated client address, and is not.";
}

static void
describe_of_zone(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    if (one->seen.weight == FAILURE_WARNS) {
        found->seen = wmem_strdup_printf(
            search->allocator,
            "The certificate%s of %s has no usage clientAuth; %s accepts it here, but the SSH tunnels do not come up with it.",
            tls_words_subject(search, one), owner, judge);
        found->brief = wmem_strdup_printf(
            search->allocator, "The certificate of %s has no usage clientAuth; %s accepts it so far", owner,
            judge);
        return;
    }
    found->seen = wmem_strdup_printf(
        search->allocator, "%s rejects the certificate%s of %s, which has no usage clientAuth%s.", judge,
        tls_words_subject(search, one), owner, tls_words_said(search, one));
    found->brief = wmem_strdup_printf(search->allocator, "%s rejects the certificate of %s: no clientAuth%s",
                                      judge, owner, tls_words_said(search, one));
    found->mend = wmem_strdup_printf(search->allocator,
                                     "the certificate%s of %s has no usage clientAuth, and %s rejects it",
                                     tls_words_subject(search, one), owner, judge);
    found->means = tls_words_meaning(one);
    tls_words_because(search, found, one);
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    if (one->seen.variant == FAILURE_CLIENT_AUTH_IN_SERVICE) {
        found->cure = cure_in_service;
        describe_in_service(search, found, one);
    } else {
        found->cure = cure_of_zone;
        describe_of_zone(search, found, one);
    }
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = tls_words_proof(search, one);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_client_auth_missing, FAILURE_CLIENT_AUTH_MISSING, describe);
}
