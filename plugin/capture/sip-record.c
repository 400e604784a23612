/* sip-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-record.h"

static wmem_map_t *records;

void
sip_record_register(void)
{
    records = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
}

sip_record *
sip_record_first(guint32 frame)
{
    return (sip_record *)wmem_map_lookup(records, GUINT_TO_POINTER(frame));
}

sip_record *
sip_record_add(guint32 frame, expressway_flow *flow)
{
    sip_record *record = wmem_new0(wmem_file_scope(), sip_record);
    sip_record *last = sip_record_first(frame);

    record->flow = flow;
    record->frame = frame;
    if (last == NULL) {
        wmem_map_insert(records, GUINT_TO_POINTER(frame), record);
        return record;
    }
    while (last->next != NULL)
        last = last->next;
    last->next = record;
    return record;
}

static bool
is_remarkable(const sip_record *record)
{
    const expressway_flow *flow = record->flow;
    guint count = flow->sip.remarkable != NULL ? wmem_array_get_count(flow->sip.remarkable) : 0;

    if (record->malformed != NULL)
        return true;
    if (record->client_word.family == HOST_NONE ||
        host_address_equals(record->client_word, flow->client.host))
        return false;
    for (guint i = 0; i < count; i++) {
        const sip_record *known = *(sip_record **)wmem_array_index(flow->sip.remarkable, i);

        if (host_address_equals(known->client_word, record->client_word) &&
            known->client_word_from == record->client_word_from)
            return false;
    }
    return true;
}

void
sip_record_remark(sip_record *record)
{
    expressway_flow *flow = record->flow;

    if (flow == NULL || !is_remarkable(record))
        return;
    if (flow->sip.remarkable == NULL)
        flow->sip.remarkable = wmem_array_new(wmem_file_scope(), sizeof(sip_record *));
    if (wmem_array_get_count(flow->sip.remarkable) < SIP_RECORDS_REMARKABLE)
        wmem_array_append_one(flow->sip.remarkable, record);
    else
        flow->sip.remarkable_not_kept++;
}
