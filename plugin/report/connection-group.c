/* connection-group.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connection-group.h"

#include "../capture/summary.h"
#include "../finding/findings.h"

static void
append_keys(wmem_allocator_t *scratch, wmem_strbuf_t *key, expressway_flow *flow)
{
    wmem_array_t *found = findings_of_flow(scratch, flow);
    const finding_kind *last = NULL;

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        if (one->kind != last)
            wmem_strbuf_append_printf(key, " %s%u", one->kind->key, one->sure);
        last = one->kind;
    }
}

static void
append_flow(wmem_allocator_t *scratch, wmem_strbuf_t *key, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    char host[ENDPOINT_TEXT_SIZE];

    wmem_strbuf_append_printf(key, "%s>%s %d %d", host_address_format(flow->client.host, host),
                              flow_end_text(scratch, flow->server), summary->verdict, summary->confidence);
    append_keys(scratch, key, flow);
}

/* Connections with the same key are equal. */
static char *
key_of(wmem_allocator_t *allocator, const connection *one)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_strbuf_t *key = wmem_strbuf_new(scratch, "");
    char *kept;

    append_flow(scratch, key, one->lead);
    if (one->other != NULL)
        append_flow(scratch, key, one->other);
    kept = wmem_strdup(allocator, wmem_strbuf_get_str(key));
    wmem_destroy_allocator(scratch);
    return kept;
}

wmem_array_t *
connection_groups_of(wmem_allocator_t *allocator, wmem_array_t *connections)
{
    wmem_array_t *groups = wmem_array_new(allocator, sizeof(connection_group));
    wmem_map_t *by_key = wmem_map_new(allocator, wmem_str_hash, g_str_equal);

    for (guint i = 0; i < wmem_array_get_count(connections); i++) {
        const connection *one = (const connection *)wmem_array_index(connections, i);
        char *key = key_of(allocator, one);
        guint place = GPOINTER_TO_UINT(wmem_map_lookup(by_key, key));
        connection_group *group;

        if (place == 0) {
            const connection_group begun = {.first = *one};

            wmem_array_append(groups, &begun, 1);
            place = wmem_array_get_count(groups);
            wmem_map_insert(by_key, key, GUINT_TO_POINTER(place));
        }
        group = (connection_group *)wmem_array_index(groups, place - 1);
        if (group->count > 0 && group->count <= CONNECTION_GROUP_NAMED)
            group->named[group->count - 1] = one->lead->number;
        group->count++;
        if (nstime_cmp(&one->lead->last_time, &group->latest) > 0)
            group->latest = one->lead->last_time;
    }
    return groups;
}
