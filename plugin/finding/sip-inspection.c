/* sip-inspection.c
 * A device between the two sides that rewrites SIP.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

#include "../capture/leg/leg.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_sip_inspection = {"sip_inspection",
                                             "expressway.expert.sip_inspection",
                                             "SIP is not the same on both sides of the firewall",
                                             PI_PROTOCOL,
                                             PI_NOTE,
                                             FINDING_OF_FLOW,
                                             find};

static void
find(finding_search *search)
{
    guint32 here = 0;
    guint32 there = 0;
    finding *found;

    if (!search->flow->sip.is_expressway || !leg_rewritten(search->flow, &here, &there) ||
        (search->frame != 0 && search->frame != here && search->frame != there))
        return;
    if (search->frame == there) {
        there = here;
        here = search->frame;
    }
    found = finding_add(search, &finding_sip_inspection, CONFIDENCE_PROVEN, here);
    found->seen = wmem_strdup_printf(
        search->allocator,
        "Route or Via of this message differs from that in frame %u, on the other side: a device between them rewrites SIP.",
        there);
    found->cure = "Switch SIP inspection off on the device between Expressway-C and Expressway-E.";
    found->brief = wmem_strdup_printf(search->allocator, "%s Switch SIP inspection off there.", found->seen);
    finding_because(search, found, here, "frame %u has the message on one side", here);
    finding_because(search, found, there,
                    "frame %u has the same message on the other side, with another Route or Via", there);
}
