/* connect-failed.c
 * An attempt of Expressway-C's to reach an apparent address that failed.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

#include "../capture/consequence/service.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_connect_failed = {"connect_failed",
                                             "expressway.expert.connect_failed",
                                             "An attempt to connect to an apparent address failed",
                                             PI_SEQUENCE,
                                             PI_WARN,
                                             FINDING_OF_ATTEMPT,
                                             find};

/* The finding is on the SYN. With only one pass, the answer is the first frame on which it can be shown: a
 * SYN that has just been sent is not unanswered yet. */
static guint32
frame_of(const finding_search *search, const connect_attempt *attempt)
{
    if (search->frame == 0 || !search->is_first_pass)
        return attempt->syn_frame;
    return attempt->outcome_frame;
}

static void
look_at(finding_search *search, const connect_attempt *attempt)
{
    guint32 frame = frame_of(search, attempt);
    char destination[ENDPOINT_TEXT_SIZE];
    finding *found;

    if (attempt->outcome == CONNECT_ESTABLISHED || attempt->service == NULL ||
        !attempt->flow->sip.is_expressway || !finding_is_asked(search, frame))
        return;
    found = finding_add(search, &finding_connect_failed, CONFIDENCE_PROVEN, frame);
    found->flow = attempt->flow;
    found->item = FINDING_ON_ATTEMPT;
    found->seen = wmem_strdup_printf(
        search->allocator,
        "Expressway-C tries to reach the apparent address %s that SERVICE of frame %u names: %s. It does not recognise the address as its own.",
        endpoint_format(attempt->destination, destination), attempt->service->request_frame,
        connect_outcome_name(attempt->outcome));
    found->means = attempt->service->status >= 300 ? "SERVICE failed, and the phone gets no phone services."
                   : attempt->service->status != 0
                       ? NULL
                       : "SERVICE will be answered 408, and the phone gets no phone services.";
    finding_because(search, found, attempt->service->request_frame, "SERVICE in frame %u names %s",
                    attempt->service->request_frame, destination);
    finding_because(search, found, attempt->syn_frame, "the attempt to connect is in frame %u",
                    attempt->syn_frame);
    if (attempt->outcome_frame != 0)
        finding_because(search, found, attempt->outcome_frame, "it is answered in frame %u: %s",
                        attempt->outcome_frame, connect_outcome_name(attempt->outcome));
}

static void
find(finding_search *search)
{
    wmem_list_t *attempts = search->flow->details->connects.list;
    wmem_list_frame_t *at;

    if (search->attempt != NULL) {
        look_at(search, search->attempt);
        return;
    }
    for (at = attempts != NULL ? wmem_list_head(attempts) : NULL; at != NULL; at = wmem_list_frame_next(at))
        look_at(search, (const connect_attempt *)wmem_list_frame_data(at));
}
