/* healthy.c
 * A link of which all was seen that has to work, and it works.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_healthy = {"healthy",
                                      "expressway.expert.healthy",
                                      "The link between Expressway-C and Expressway-E works",
                                      PI_SEQUENCE,
                                      PI_CHAT,
                                      FINDING_OF_FAILURE,
                                      find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    found->is_right = true;
    found->seen = wmem_strdup_printf(
        search->allocator,
        "The link works (%s): OPTIONS, SERVICE and REGISTER are answered 200, SSH tunnels last, and Expressway-E sees C's own address.",
        failure_ends_text(search, one));
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_healthy, FAILURE_HEALTHY, describe);
}
