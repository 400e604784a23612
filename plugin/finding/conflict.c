/* conflict.c
 * Evidence about one connection that contradicts itself.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

#include "../capture/leg/leg.h"
#include "../capture/summary.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_conflict = {"conflict",
                                       "expressway.expert.conflict",
                                       "Proven claims about one connection contradict each other",
                                       PI_PROTOCOL,
                                       PI_WARN,
                                       FINDING_OF_FLOW,
                                       find};

static bool
frame_makes_claim(const flow_claim *claim, guint32 frame)
{
    return claim->first_frame == frame || claim->route_frame == frame || claim->received_frame == frame;
}

/* "frame 5 says 64.100.0.10:4401"; what both sides of a connection show, no message says. */
static const char *
said(const finding_search *search, const flow_claim *claim)
{
    return wmem_strdup_printf(search->allocator,
                              claim->is_of_leg ? "both sides of the connection, paired in frame %u, show %s"
                                               : "frame %u says %s",
                              claim->first_frame, claim->text);
}

static void
find_in_claims(finding_search *search)
{
    const flow_summary *summary = summary_of(search->flow);
    const flow_claim *one = summary->conflict[0];
    const flow_claim *other = summary->conflict[1];
    finding *found;

    if (one == NULL || (search->frame != 0 && !frame_makes_claim(one, search->frame) &&
                        !frame_makes_claim(other, search->frame)))
        return;
    found = finding_add(search, &finding_conflict, CONFIDENCE_PROVEN,
                        search->frame != 0 ? search->frame : MIN(one->first_frame, other->first_frame));
    found->seen = wmem_strdup_printf(search->allocator, "Proven claims contradict each other: %s, %s.",
                                     said(search, one), said(search, other));
    found->cure =
        one->is_of_leg || other->is_of_leg
            ? "Translation cannot change within a connection: look at these frames, and whether the files show the same moment."
            : "Translation cannot change within a connection: look at both frames.";
    found->mend = wmem_strdup_printf(
        search->allocator,
        "find out why proven claims about one connection contradict each other: look at frames %u and %u",
        one->first_frame, other->first_frame);
    found->brief = wmem_strdup_printf(search->allocator, "%s %s", found->seen, found->cure);
    finding_because(search, found, one->first_frame, "frame %u says that E sees C as %s", one->first_frame,
                    one->text);
    finding_because(search, found, other->first_frame, "frame %u says that E sees C as %s",
                    other->first_frame, other->text);
}

static void
find_in_legs(finding_search *search)
{
    const expressway_flow *others[2];
    guint32 frame = leg_conflict(search->flow, others);
    finding *found;

    if (!finding_is_asked(search, frame))
        return;
    found = finding_add(search, &finding_conflict, CONFIDENCE_PROVEN, frame);
    found->seen = wmem_strdup_printf(
        search->allocator,
        "This flow has data in common with flow %u (%s) and with flow %u (%s), but cannot be the same connection as both: it is not paired.",
        others[0]->number, flow_end_text(search->allocator, others[0]->client), others[1]->number,
        flow_end_text(search->allocator, others[1]->client));
    found->cure = "Check where these captures were taken.";
    found->brief = wmem_strdup_printf(search->allocator, "%s %s", found->seen, found->cure);
    finding_shown_in(search, found, frame);
}

static void
find(finding_search *search)
{
    find_in_claims(search);
    find_in_legs(search);
}
