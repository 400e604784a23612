/* tls-no-certificate.c
 * A client without a certificate, where the server requires one.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_tls_no_certificate = {"tls_no_certificate",
                                                 "expressway.expert.tls_no_certificate",
                                                 "The client has no certificate",
                                                 PI_SECURITY,
                                                 PI_ERROR,
                                                 FINDING_OF_FAILURE,
                                                 find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    found->seen =
        wmem_strdup_printf(search->allocator, "%s sends no certificate, and %s ends the handshake%s.", owner,
                           judge, tls_words_said(search, one));
    found->mend =
        wmem_strdup_printf(search->allocator, "%s sends no certificate, which %s requires", owner, judge);
    found->means = tls_words_meaning(one);
    found->cure =
        "Load a server certificate with its key on the client, with the usages serverAuth and clientAuth: a certificate without clientAuth is not sent. Then restart.";
    tls_words_because(search, found, one);
    if (one->seen.source == FAILURE_FROM_PACKETS && one->seen.code == 0)
        finding_because(
            search, found, 0,
            "the client's first encrypted record has 25 bytes, as long as a message without a certificate; the answer has 19, as long as an alert");
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = tls_words_proof(search, one);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_tls_no_certificate, FAILURE_TLS_NO_CERTIFICATE, describe);
}
