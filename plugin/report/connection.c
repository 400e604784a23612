/* connection.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connection.h"

#include "../capture/consequence/service.h"
#include "../capture/summary.h"

/* The flow by which the connection is known. */
static expressway_flow *
lead_of(expressway_flow *flow, const leg_pair *pair)
{
    /* Legs hold their flows as they were found; they are the file's. */
    return pair != NULL ? flow_at(pair->c_side->number) : flow;
}

wmem_array_t *
connections_of(wmem_allocator_t *allocator, const selection *selected)
{
    wmem_array_t *found = wmem_array_new(allocator, sizeof(connection));
    wmem_map_t *told = wmem_map_new(allocator, g_direct_hash, g_direct_equal);

    for (guint i = 0; i < flow_count(); i++) {
        expressway_flow *flow = flow_at(i);
        connection one = {.lead = flow};

        if (!selection_has(selected, flow))
            continue;
        one.pair = leg_pair_of(flow);
        one.lead = lead_of(flow, one.pair);
        if (one.pair != NULL && one.pair->e_side != one.pair->c_side)
            one.other = flow_at(one.pair->e_side->number);
        if (wmem_map_insert(told, one.lead, one.lead) == NULL)
            wmem_array_append_one(found, one);
    }
    return found;
}

static guint32
service_count(const expressway_flow *flow)
{
    if (!flow->sip.is_expressway)
        return 0;
    return (flow->services.list != NULL ? wmem_list_count(flow->services.list) : 0) + flow->services.not_kept;
}

const expressway_flow *
connection_with_services(const connection *one)
{
    return one->other != NULL && service_count(one->other) > service_count(one->lead) ? one->other
                                                                                      : one->lead;
}

guint32
connection_services(const connection *one)
{
    return service_count(connection_with_services(one));
}

guint32
connection_services_failed(const connection *one)
{
    const expressway_flow *flow = connection_with_services(one);
    wmem_list_frame_t *at = service_count(flow) > 0 ? wmem_list_head(flow->services.list) : NULL;
    guint32 failed = flow->sip.is_expressway ? flow->services.failed_not_kept : 0;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        if (((const expressway_service *)wmem_list_frame_data(at))->status >= 300)
            failed++;
    }
    return failed;
}

guint32
connection_services_unanswered(const connection *one)
{
    const expressway_flow *flow = connection_with_services(one);
    wmem_list_frame_t *at = service_count(flow) > 0 ? wmem_list_head(flow->services.list) : NULL;
    guint32 unanswered = 0;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        if (((const expressway_service *)wmem_list_frame_data(at))->response_frame == 0)
            unanswered++;
    }
    return unanswered;
}

bool
connection_tells(const connect_attempt *attempt)
{
    return (attempt->service != NULL && attempt->flow->sip.is_expressway) ||
           summary_tells(summary_of(attempt->flow), attempt);
}

static guint32
attempt_count(const expressway_flow *flow)
{
    wmem_list_frame_t *at =
        flow->details->connects.list != NULL ? wmem_list_head(flow->details->connects.list) : NULL;
    guint32 count = 0;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        if (connection_tells((const connect_attempt *)wmem_list_frame_data(at)))
            count++;
    }
    return count > 0 ? count + flow->details->connects.not_kept : 0;
}

const expressway_flow *
connection_with_attempts(const connection *one)
{
    return one->other != NULL && attempt_count(one->other) > attempt_count(one->lead) ? one->other
                                                                                      : one->lead;
}

guint32
connection_attempts(const connection *one)
{
    return attempt_count(connection_with_attempts(one));
}

static const char *
end_text(wmem_allocator_t *allocator, const char *role, const char *name, const char *end)
{
    bool is_named = name != NULL && g_ascii_strcasecmp(name, role) != 0;

    return wmem_strdup_printf(allocator, "%s%s%s %s", role, is_named ? " " : "", is_named ? name : "", end);
}

const char *
connection_client_text(wmem_allocator_t *allocator, const connection *one)
{
    const char *name = one->lead->said.client_name;

    if (name == NULL && one->other != NULL)
        name = one->other->said.client_name;
    return end_text(allocator, flow_has_foreign_sip(one->lead) ? "client" : "Expressway-C", name,
                    flow_end_text(allocator, one->lead->client));
}

const char *
connection_server_text(wmem_allocator_t *allocator, const connection *one)
{
    const char *name = one->lead->said.server_name;

    if (name == NULL && one->other != NULL)
        name = one->other->said.server_name;
    return end_text(allocator, flow_has_foreign_sip(one->lead) ? "server" : "Expressway-E", name,
                    flow_end_text(allocator, one->lead->server));
}
