/* sip-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-record.h"

#include <string.h>

/* Records are made in blocks, because they are many. */
#define RECORDS_IN_BLOCK 64

/* All records in order of their frames. */
static struct {
    wmem_array_t *blocks; /* sip_record *, each of a block; NULL while there are none */
    guint count;
} all;

static void
end_file(void)
{
    memset(&all, 0, sizeof all);
}

void
sip_record_register(void)
{
    register_cleanup_routine(end_file);
}

static sip_record *
record_at(guint number)
{
    return *(sip_record **)wmem_array_index(all.blocks, number / RECORDS_IN_BLOCK) +
           number % RECORDS_IN_BLOCK;
}

/* The number of the first record of that frame or a later one. */
static guint
search(guint32 frame)
{
    guint low = 0;
    guint high = all.count;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (record_at(middle)->frame < frame)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

sip_record *
sip_record_first(guint32 frame)
{
    guint found;

    /* On the first pass most frames are later than all records. */
    if (all.count == 0 || record_at(all.count - 1)->frame < frame)
        return NULL;
    found = search(frame);
    return record_at(found)->frame == frame ? record_at(found) : NULL;
}

sip_record *
sip_record_add(guint32 frame, expressway_flow *flow)
{
    sip_record *before = all.count > 0 ? record_at(all.count - 1) : NULL;
    sip_record *record;

    if (all.count % RECORDS_IN_BLOCK == 0) {
        record = wmem_alloc0_array(wmem_file_scope(), sip_record, RECORDS_IN_BLOCK);
        if (all.blocks == NULL)
            all.blocks = wmem_array_new(wmem_file_scope(), sizeof(sip_record *));
        wmem_array_append_one(all.blocks, record);
    }
    record = record_at(all.count++);
    record->flow = flow;
    record->frame = frame;
    if (before != NULL && before->frame == frame)
        before->next = record;
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
