/* tls-failed.c
 * A handshake that failed, and not because of a certificate.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include "../model/tls/tls-reason.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_tls_failed = {"tls_failed",
                                         "expressway.expert.tls_failed",
                                         "A TLS handshake failed",
                                         PI_SECURITY,
                                         PI_WARN,
                                         FINDING_OF_FAILURE,
                                         find};

/* Whether the ends have no version or cipher in common. */
static bool
has_nothing_in_common(const failure *one)
{
    tls_rejection rejection;

    if (one->seen.code != 0)
        return tls_reason_of_alert((guint8)one->seen.code) == TLS_REASON_NOTHING_COMMON;
    return one->seen.words != NULL &&
           tls_rejection_of_words(text_view_of(one->seen.words, strlen(one->seen.words)), &rejection) &&
           rejection.reason == TLS_REASON_NOTHING_COMMON;
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    bool nothing_in_common = has_nothing_in_common(one);
    const char *why = nothing_in_common ? ", probably for lack of a common version or cipher" : "";

    found->seen = wmem_strdup_printf(search->allocator, "%s ends the TLS handshake with %s%s%s.",
                                     tls_words_judge(search, one), tls_words_owner(search, one),
                                     tls_words_said(search, one), why);
    found->brief = wmem_strdup_printf(search->allocator, "%s ends the TLS handshake with %s%s",
                                      tls_words_judge(search, one), tls_words_owner(search, one),
                                      tls_words_said(search, one));
    found->mend = wmem_strdup_printf(search->allocator, "the TLS handshake between %s and %s fails%s%s",
                                     tls_words_owner(search, one), tls_words_judge(search, one), why,
                                     tls_words_said(search, one));
    found->means = tls_words_meaning(one);
    found->cure =
        nothing_in_common
            ? "Compare SIP TLS versions and ciphers on both (Maintenance > Security > Ciphers): X15.2 and later offer TLS 1.2 and 1.3 only, older ones TLS 1.0 to 1.2. A server certificate with an ECDSA key needs ECDSA ciphers at the other end."
            : "Read the log of the end that stopped: it says why. Compare TLS versions, ciphers and certificates of both.";
    if (one->seen.words == NULL)
        tls_words_because(search, found, one);
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = tls_words_proof(search, one);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_tls_failed, FAILURE_TLS_FAILED, describe);
}
