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
    if (last == NULL) {
        wmem_map_insert(records, GUINT_TO_POINTER(frame), record);
        return record;
    }
    while (last->next != NULL)
        last = last->next;
    last->next = record;
    return record;
}
