/* tls-name.c
 * A certificate that has not the name that the other end looks for.
 * name: the name that was looked for; other: the names that the certificate has.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_tls_name = {"tls_name",
                                       "expressway.expert.tls_name",
                                       "The name that is looked for is not in the certificate",
                                       PI_SECURITY,
                                       PI_ERROR,
                                       FINDING_OF_FAILURE,
                                       find};

/* An Expressway-C looks for the peer address of its zone, an Expressway-E for its TLS verify subject name. */
static const char *
name_cure(const failure *one)
{
    if (one->seen.weight == FAILURE_WRONG)
        return "Put the name under which the one knows the other among the alternative names (SAN) of the certificate, or configure a name that is in it.";
    if (one->seen.is_of_client)
        return "Put the TLS verify subject name of Expressway-E's traversal zone among the alternative names (SAN) of Expressway-C's certificate, on every peer of a cluster, or set it to a name that is there.";
    return "Set the peer address of Expressway-C's traversal zone to a name, not an IP address, that is among the alternative names (SAN) of Expressway-E's certificate, or have a certificate issued that has it.";
}

static const char *
names_text(const finding_search *search, const failure *one)
{
    const char *wanted = one->seen.name != NULL
                             ? wmem_strdup_printf(search->allocator, "; looked for: %.100s", one->seen.name)
                             : "";
    const char *there =
        one->seen.other != NULL
            ? wmem_strdup_printf(search->allocator, "; the certificate is for: %.200s", one->seen.other)
            : "";

    return wmem_strdup_printf(search->allocator, "%s%s", wanted, there);
}

static void
describe_probable(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    found->seen = wmem_strdup_printf(
        search->allocator,
        "%s ends the connection after the certificate of %s, without an alert, as it does when the name is wrong%s.",
        judge, owner, names_text(search, one));
    found->brief = wmem_strdup_printf(
        search->allocator,
        "%s ends the connection after the certificate of %s, without an alert: probably the name is wrong",
        judge, owner);
    found->mend = wmem_strdup_printf(search->allocator,
                                     "%s does not find the name that it looks for in the certificate of %s",
                                     judge, owner);
    found->prove = tls_words_proof(search, one);
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *judge = tls_words_judge(search, one);
    const char *owner = tls_words_owner(search, one);

    found->means = tls_words_meaning(one);
    found->cure = name_cure(one);
    tls_words_because(search, found, one);
    if (one->seen.sure != CONFIDENCE_PROVEN) {
        describe_probable(search, found, one);
        return;
    }
    found->seen =
        wmem_strdup_printf(search->allocator, "%s does not accept the name in the certificate of %s%s%s.",
                           judge, owner, tls_words_said(search, one), names_text(search, one));
    found->brief = wmem_strdup_printf(
        search->allocator, "%s does not accept the name in the certificate of %s%s%.60s", judge, owner,
        one->seen.name != NULL ? "; looked for: " : "", one->seen.name != NULL ? one->seen.name : "");
    found->mend =
        wmem_strdup_printf(search->allocator, "%s does not find the name%s%s in the certificate of %s", judge,
                           one->seen.name != NULL ? " " : " that it looks for",
                           one->seen.name != NULL ? one->seen.name : "", owner);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_tls_name, FAILURE_TLS_NAME, describe);
}
