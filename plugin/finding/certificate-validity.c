/* certificate-validity.c
 * A certificate that has expired, is not valid yet, or expires soon.
 * name: its subject; other: the date that matters; code: an alert, an alarm, or the days that are left.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

/* Numbers of alarms are longer than those of alerts. */
#define LAST_ALERT 255U

static void find(finding_search *search);

const finding_kind finding_certificate_validity = {
    "certificate_validity",
    "expressway.expert.certificate_validity",
    "A certificate has expired, is not valid yet, or expires soon",
    PI_SECURITY,
    PI_ERROR,
    FINDING_OF_FAILURE,
    find};

/* An alarm of a host is about its own certificate, and names no ends. */
static const char *
owner_of(const finding_search *search, const failure *one)
{
    if (one->seen.client.host.family == HOST_NONE && one->seen.server.host.family == HOST_NONE &&
        one->seen.host != NULL)
        return one->seen.host;
    return tls_words_owner(search, one);
}

static const char *
state_of(const failure *one)
{
    switch ((failure_certificate_validity)one->seen.variant) {
    case FAILURE_CERTIFICATE_EXPIRED:
        return "has expired";
    case FAILURE_CERTIFICATE_NOT_YET_VALID:
        return "is not valid yet";
    case FAILURE_CERTIFICATE_EXPIRES_SOON:
        break;
    }
    return "expires soon";
}

static const char *
dates_of(const finding_search *search, const failure *one)
{
    if (one->seen.other == NULL)
        return "";
    return wmem_strdup_printf(
        search->allocator, " (%s %s)",
        one->seen.variant == FAILURE_CERTIFICATE_NOT_YET_VALID ? "not before" : "not after", one->seen.other);
}

/* What was said about it: an alert, an alarm, the words of a log. */
static const char *
said_of(const finding_search *search, const failure *one)
{
    if (one->seen.code > LAST_ALERT)
        return wmem_strdup_printf(search->allocator, ": alarm %u%s%.150s", one->seen.code,
                                  one->seen.words != NULL ? ", " : "",
                                  one->seen.words != NULL ? one->seen.words : "");
    if (one->seen.variant == FAILURE_CERTIFICATE_EXPIRES_SOON && one->seen.words == NULL)
        return wmem_strdup_printf(search->allocator, ": %u days are left", one->seen.code);
    return tls_words_said(search, one);
}

static const char *
cure_of(const failure *one)
{
    switch ((failure_certificate_validity)one->seen.variant) {
    case FAILURE_CERTIFICATE_NOT_YET_VALID:
        return "Check the clocks first: both Expressways need NTP, best the same servers. If they are right, the certificate begins later; use the old one until then, or have it issued again.";
    case FAILURE_CERTIFICATE_EXPIRES_SOON:
        return "Renew it in time, with the same names and usages, and give the other side the new CA and intermediates beforehand.";
    case FAILURE_CERTIFICATE_EXPIRED:
        break;
    }
    return "Renew it, on every peer of a cluster, and restart. If the certificate itself is valid, an intermediate or root in its chain has expired: replace that on both sides. Check the clocks too.";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *owner = owner_of(search, one);
    bool is_soon = one->seen.variant == FAILURE_CERTIFICATE_EXPIRES_SOON;

    found->seen =
        wmem_strdup_printf(search->allocator, "The certificate%s%s of %s %s%s%s.",
                           one->seen.name != NULL ? " " : "", one->seen.name != NULL ? one->seen.name : "",
                           owner, state_of(one), dates_of(search, one), said_of(search, one));
    found->brief = wmem_strdup_printf(search->allocator, "The certificate of %s %s%s%s", owner, state_of(one),
                                      dates_of(search, one), said_of(search, one));
    found->cure = cure_of(one);
    if (!is_soon && one->seen.code <= LAST_ALERT)
        tls_words_because(search, found, one);
    if (is_soon || one->seen.weight == FAILURE_WARNS)
        return;
    found->means = tls_words_meaning(one);
    found->mend = wmem_strdup_printf(search->allocator, "the certificate of %s %s%s", owner, state_of(one),
                                     dates_of(search, one));
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = tls_words_proof(search, one);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_certificate_validity, FAILURE_CERTIFICATE_VALIDITY, describe);
}
