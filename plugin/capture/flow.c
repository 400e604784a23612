/* flow.c
 * Where flows are kept: made, numbered, found by number and by client.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow.h"

#include "configuration.h"
#include "frame/frame.h"
#include "generation.h"

#include <string.h>

/* All of one file; made and dropped with it. */
static struct {
    wmem_array_t *known; /* expressway_flow *, by number */
    /* Known flows by their client, expressway_flow * by endpoint *. */
    wmem_map_t *by_client;
    /* Server ports beyond the preference on which flows were found. */
    guint8 other_ports[65536 / 8];
    bool has_other_ports;
} file;

static void
begin_file(void)
{
    memset(&file, 0, sizeof file);
    file.known = wmem_array_new(wmem_file_scope(), sizeof(expressway_flow *));
    file.by_client = wmem_map_new(wmem_file_scope(), endpoint_hash, endpoint_equal);
    generation_begin_file();
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
flow_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(end_file);
}

static bool
is_other_port(guint32 port)
{
    return port <= 65535 && (file.other_ports[port / 8] & 1U << (port % 8)) != 0;
}

bool
flow_port_is_candidate(guint32 source_port, guint32 destination_port)
{
    return configuration_is_traversal_port(source_port) ||
           configuration_is_traversal_port(destination_port) ||
           (file.has_other_ports && (is_other_port(source_port) || is_other_port(destination_port)));
}

static const char *
keep_text(endpoint end)
{
    char text[ENDPOINT_TEXT_SIZE];

    return end.host.family != HOST_NONE ? wmem_strdup(wmem_file_scope(), endpoint_format(end, text))
                                        : "unknown";
}

expressway_flow *
flow_new(endpoint client, endpoint server)
{
    expressway_flow *flow = wmem_new0(wmem_file_scope(), expressway_flow);

    flow->client = client;
    flow->server = server;
    flow->client_text = keep_text(client);
    flow->server_text = keep_text(server);
    return flow;
}

void
flow_make_known(expressway_flow *flow, const packet_info *pinfo)
{
    if (flow->is_known)
        return;
    flow->is_known = true;
    flow->first_frame = pinfo->num;
    flow->first_time = pinfo->abs_ts;
    flow->last_time = pinfo->abs_ts;
    flow->number = wmem_array_get_count(file.known);
    wmem_array_append_one(file.known, flow);
    if (flow->client.host.family != HOST_NONE)
        wmem_map_insert(file.by_client, &flow->client, flow);
    if (!configuration_is_traversal_port(flow->server.port)) {
        file.other_ports[flow->server.port / 8] |= (guint8)(1U << (flow->server.port % 8));
        file.has_other_ports = true;
    }
    generation_raise();
}

bool
flow_has_foreign_sip(const expressway_flow *flow)
{
    return flow->sip.is_seen && !flow->sip.is_expressway;
}

void
flow_note_frame(expressway_flow *flow, const packet_info *pinfo)
{
    flow->last_frame = pinfo->num;
    if (frame_is_earlier(&flow->last_time, &pinfo->abs_ts))
        flow->last_time = pinfo->abs_ts;
    else if (frame_is_earlier(&pinfo->abs_ts, &flow->first_time))
        flow->first_time = pinfo->abs_ts; /* the frames of a file need not be in order */
}

bool
flow_is_unread(const expressway_flow *flow)
{
    return flow->claims.list == NULL && !flow_has_foreign_sip(flow);
}

expressway_flow *
flow_of_client(endpoint end)
{
    return (expressway_flow *)wmem_map_lookup(file.by_client, &end);
}

guint
flow_count(void)
{
    return file.known != NULL ? wmem_array_get_count(file.known) : 0;
}

expressway_flow *
flow_at(guint number)
{
    return *(expressway_flow **)wmem_array_index(file.known, number);
}
