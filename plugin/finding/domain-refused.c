/* domain-refused.c
 * Expressway-E refuses requests of clients for a domain.
 * code: the status.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_domain_refused = {"domain_refused",
                                             "expressway.expert.domain_refused",
                                             "Expressway-E refuses requests of clients",
                                             PI_RESPONSE_CODE,
                                             PI_WARN,
                                             FINDING_OF_FAILURE,
                                             find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    found->seen = wmem_strdup_printf(
        search->allocator, "%s answers clients with HTTP %u%s%s%s: their domain or request is not allowed.",
        one->seen.host != NULL ? one->seen.host : failure_server_text(search, one, "Expressway-E"),
        one->seen.code, one->seen.name != NULL ? " (" : "", one->seen.name != NULL ? one->seen.name : "",
        one->seen.name != NULL ? ")" : "");
    found->mend =
        "enable the users' domain for Mobile and Remote Access on Expressway-C, which Expressway-E refuses";
    found->means = "The clients that get it cannot log in, or lack the service that they asked for.";
    found->cure =
        "On Expressway-C, Configuration > Domains, enable the domain for Unified CM registrations. If the domain is enabled: a 403 for one server only is the HTTP allow list; a 403 for all requests may come from clocks of C and E that differ.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_domain_refused, FAILURE_DOMAIN_REFUSED, describe);
}
