/* clock-difference.c
 * The clocks of Expressway-C and Expressway-E differ.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_clock_difference = {"clock_difference",
                                               "expressway.expert.clock_difference",
                                               "The clocks of Expressway-C and Expressway-E differ",
                                               PI_PROTOCOL,
                                               PI_WARN,
                                               FINDING_OF_FAILURE,
                                               find};

static const char *
amount(const finding_search *search, guint seconds)
{
    if (seconds < 120)
        return wmem_strdup_printf(search->allocator, "%u seconds", seconds);
    if (seconds < 2 * 60 * 60)
        return wmem_strdup_printf(search->allocator, "%u seconds (%u minutes)", seconds, seconds / 60);
    return wmem_strdup_printf(search->allocator, "%u seconds (%u hours)", seconds, seconds / 60 / 60);
}

static void
describe_alarm(const finding_search *search, finding *found, const failure *one)
{
    const char *who = one->seen.host != NULL ? one->seen.host : "An Expressway";

    found->seen = wmem_strdup_printf(search->allocator, "%s has raised alarm %u: %s.", who, one->seen.code,
                                     one->seen.words != NULL ? one->seen.words
                                                             : "time not synchronized over traversal zone");
    if (strlen(found->seen) > 230)
        found->brief = wmem_strdup_printf(search->allocator, "%.60s has raised alarm %u about its time", who,
                                          one->seen.code);
    found->prove =
        "Compare the times of Expressway-C and Expressway-E at one moment: System > Time, or both logs of one message.";
}

static void
describe_times(const finding_search *search, finding *found, const failure *one)
{
    const char *client = failure_client_text(search, one, "");
    const char *server = failure_server_text(search, one, "");

    found->seen = wmem_strdup_printf(
        search->allocator, "The clock of %s is %s ahead of that of %s (connection of %s to %s).",
        failure_owner(one), amount(search, one->seen.code), failure_other(one), client, server);
    found->prove =
        "Capture on Expressway-C and on Expressway-E themselves, so that the times are those of their clocks.";
    finding_because(search, found, one->frame, "frame %u shows the times of both", one->frame);
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    if (one->seen.variant == FAILURE_CLOCK_BY_ALARM)
        describe_alarm(search, found, one);
    else
        describe_times(search, found, one);
    found->mend = "set Expressway-C and Expressway-E to the same time servers";
    found->means =
        "Services may be refused (403), and the SSH tunnels may stay down: tokens and certificates are valid for a time.";
    found->cure =
        "Give Expressway-C and Expressway-E NTP servers that agree, reachable from each, and see that System > Time says synchronized on both.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_clock_difference, FAILURE_CLOCK_DIFFERENCE, describe);
}
