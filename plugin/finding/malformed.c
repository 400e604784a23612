/* malformed.c
 * A Route, Via, body or log entry of an Expressway that cannot be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-event.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_malformed = {"malformed",
                                        "expressway.expert.malformed",
                                        "A Route, Via, body or log entry of an Expressway cannot be read",
                                        PI_MALFORMED,
                                        PI_WARN,
                                        FINDING_OF_MESSAGE | FINDING_OF_ENTRY,
                                        find};

static void
look_at(finding_search *search, const sip_record *record)
{
    finding *found;

    if (record->malformed == NULL || !finding_is_asked(search, record->frame))
        return;
    found = finding_add(search, &finding_malformed, CONFIDENCE_PROVEN, record->frame);
    found->seen = record->malformed;
    finding_shown_in(search, found, record->frame);
}

static void
find(finding_search *search)
{
    wmem_array_t *remarkable =
        search->flow != NULL && search->flow->sip.is_expressway ? search->flow->sip.remarkable : NULL;
    guint count = remarkable != NULL ? wmem_array_get_count(remarkable) : 0;

    if (search->flow == NULL) {
        log_event_find(search, &finding_malformed);
        return;
    }
    if (search->record != NULL) {
        look_at(search, search->record);
        return;
    }
    for (guint i = 0; i < count; i++)
        look_at(search, *(const sip_record **)wmem_array_index(remarkable, i));
}
