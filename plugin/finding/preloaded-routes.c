/* preloaded-routes.c
 * Expressway answers INVITE with 404 and the words Policy Response, at once.
 * code: the status; words: of the log or the Warning.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_preloaded_routes = {"preloaded_routes",
                                               "expressway.expert.preloaded_routes",
                                               "The zone does not accept preloaded SIP routes",
                                               PI_RESPONSE_CODE,
                                               PI_WARN,
                                               FINDING_OF_FAILURE,
                                               find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    found->seen = wmem_strdup_printf(
        search->allocator,
        "%s answers an INVITE that has a Route with %u (%s), without a search for the Route's host.",
        one->seen.is_of_client ? failure_client_text(search, one, "Expressway-C")
                               : failure_server_text(search, one, "An Expressway"),
        one->seen.code, one->seen.words != NULL ? one->seen.words : "Policy Response");
    found->mend = "set \"Preloaded SIP routes support\" to On in the zone that the INVITE comes from";
    found->means =
        "Calls that come with a Route through this zone fail. SERVICE and registrations are not concerned.";
    found->cure =
        "Set \"Preloaded SIP routes support\" to On in the zone that the INVITE comes from: the traversal client zone of Expressway-C, or the zone of Expressway-E.";
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove =
            "Look at the configuration: xConfiguration Zones, SIP PreloadedSipRoutes Accept. If it is On, a policy (CPL, search rules) refuses the call.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_preloaded_routes, FAILURE_PRELOADED_ROUTES, describe);
}
