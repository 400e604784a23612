/* tls-untrusted.c
 * A certificate that the other end does not trust, or rejects without saying why.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_tls_untrusted = {"tls_untrusted",
                                            "expressway.expert.tls_untrusted",
                                            "A certificate is not trusted",
                                            PI_SECURITY,
                                            PI_ERROR,
                                            FINDING_OF_FAILURE,
                                            find};

static void
describe_rejected(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    if (one->seen.code == 0 && one->seen.words == NULL)
        found->seen = wmem_strdup_printf(
            search->allocator,
            "%s ends the connection as soon as it has got the certificate%s of %s: it probably rejects it.",
            judge, tls_words_subject(search, one), owner);
    else
        found->seen = wmem_strdup_printf(search->allocator, "%s rejects the certificate%s of %s%s.", judge,
                                         tls_words_subject(search, one), owner, tls_words_said(search, one));
    found->brief = wmem_strdup_printf(search->allocator, "%s rejects the certificate of %s%s", judge, owner,
                                      tls_words_said(search, one));
    found->mend = wmem_strdup_printf(search->allocator, "%s rejects the certificate of %s", judge, owner);
    found->cure =
        "Look at that certificate: valid dates, the usages serverAuth and clientAuth, the names that the other side looks for, and its root and every intermediate in the trusted CA list of the other side, on every peer of a cluster.";
    found->prove = tls_words_proof(search, one);
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    found->means = tls_words_meaning(one);
    tls_words_because(search, found, one);
    if (one->seen.source == FAILURE_FROM_PACKETS && one->seen.code == 0)
        finding_because(
            search, found, 0,
            "its answer to the certificate is one record of 19 bytes, as long as an encrypted alert");
    if (one->seen.sure != CONFIDENCE_PROVEN) {
        describe_rejected(search, found, one);
        return;
    }
    found->seen = wmem_strdup_printf(search->allocator, "%s does not trust the certificate%s of %s%s.", judge,
                                     tls_words_subject(search, one), owner, tls_words_said(search, one));
    found->brief = wmem_strdup_printf(search->allocator, "%s does not trust the certificate of %s%s", judge,
                                      owner, tls_words_said(search, one));
    found->mend = wmem_strdup_printf(
        search->allocator,
        "%s does not trust the certificate%s of %s; its CA, or an intermediate, is missing", judge,
        tls_words_subject(search, one), owner);
    found->cure = wmem_strdup_printf(
        search->allocator,
        "Put the root and every intermediate of the certificate of %s into the trusted CA list of %s, on every peer of a cluster (the list is not replicated), and restart. An Expressway usually sends its own certificate only, so the intermediates must be in that list. If the certificate was revoked, replace it.",
        owner, judge);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_tls_untrusted, FAILURE_TLS_UNTRUSTED, describe);
}
