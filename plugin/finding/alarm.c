/* alarm.c
 * An alarm that an Expressway has raised, and that no other kind says.
 * code: its number; words: what the log says about it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_alarm = {"alarm",
                                    "expressway.expert.alarm",
                                    "An Expressway has raised an alarm",
                                    PI_RESPONSE_CODE,
                                    PI_NOTE,
                                    FINDING_OF_FAILURE,
                                    find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    found->seen = wmem_strdup_printf(search->allocator, "%s has raised alarm %u: %s.",
                                     one->seen.host != NULL ? one->seen.host : "An Expressway",
                                     one->seen.code, one->seen.words != NULL ? one->seen.words : "no text");
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_alarm, FAILURE_ALARM, describe);
}
