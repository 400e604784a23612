/* via-mismatch.c
 * Expressway-C names another host than its packets come from.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

#include "../capture/leg/vantage.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_via_mismatch = {"via_mismatch",
                                           "expressway.expert.via_mismatch",
                                           "Expressway-C names another host than its packets come from",
                                           PI_PROTOCOL,
                                           PI_NOTE,
                                           FINDING_OF_MESSAGE,
                                           find};

/* At C's side the addresses always agree, unless C has two interfaces and its Via names the other one. */
static void
look_at(finding_search *search, const sip_record *record)
{
    const expressway_flow *flow = record->flow;
    char source[ENDPOINT_TEXT_SIZE];
    char named[ENDPOINT_TEXT_SIZE];
    finding *found;

    if (record->client_word.family == HOST_NONE || !finding_is_asked(search, record->frame) ||
        host_address_equals(record->client_word, flow->client.host) ||
        vantage_of(flow) == VANTAGE_EXPRESSWAY_C)
        return;
    found = finding_add(search, &finding_via_mismatch, CONFIDENCE_PROBABLE, record->frame);
    found->seen = wmem_strdup_printf(
        search->allocator,
        "%s names %s, but the packet comes from %s: consistent with source NAT between them",
        record->client_word_from, host_address_format(record->client_word, named),
        host_address_format(flow->client.host, source));
    found->prove = "Capture at Expressway-C, and compare the source address there.";
    finding_because(search, found, record->frame, "frame %u comes from %s, and its %s names %s",
                    record->frame, source, record->client_word_from, named);
}

static void
find(finding_search *search)
{
    const wmem_array_t *remarkable = search->flow->sip.is_expressway ? search->flow->sip.remarkable : NULL;
    guint count = remarkable != NULL ? wmem_array_get_count(search->flow->sip.remarkable) : 0;

    if (search->record != NULL) {
        look_at(search, search->record);
        return;
    }
    for (guint i = 0; i < count; i++)
        look_at(search, *(const sip_record **)wmem_array_index(search->flow->sip.remarkable, i));
}
