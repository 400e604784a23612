/* flow.c
 * Where flows are kept: made, numbered, and which end is whose.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow.h"

#include "frame/frame-flow.h"
#include "judgement.h"
#include "../observe/observe-log.h"

#include "../model/known-service.h"
#include "../model/tls/tls-record.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

#include <string.h>

/* All of one file; made and dropped with it. */
static struct {
    wmem_array_t *known; /* expressway_flow *, by number */
    /* Known flows by their client, expressway_flow * by endpoint *. */
    wmem_map_t *by_client;
    /* The flow that was found for the latest frame: it is asked for more than once. */
    guint32 latest_frame;
    bool latest_pass_is_first;
    expressway_flow *latest_flow;
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
    flow_evidence_begin();
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
flow_register(int proto)
{
    frame_flow_register(proto);
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

bool
flow_host_of_address(const address *from, host_address *host)
{
    if (from->type == AT_IPv4)
        *host = host_address_from_ipv4((const guint8 *)from->data);
    else if (from->type == AT_IPv6)
        *host = host_address_from_ipv6((const guint8 *)from->data);
    else
        return false;
    return true;
}

bool
flow_endpoints(const packet_info *pinfo, endpoint *source, endpoint *destination)
{
    bool has_source = flow_host_of_address(&pinfo->src, &source->host);
    bool has_destination = flow_host_of_address(&pinfo->dst, &destination->host);

    source->port = (guint16)pinfo->srcport;
    destination->port = (guint16)pinfo->destport;
    if (has_source && has_destination)
        return true;
    if (has_source == has_destination || !observe_frame_is_log_entry(pinfo))
        return false;
    memset(has_source ? destination : source, 0, sizeof *source);
    return true;
}

expressway_flow *
flow_find(packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;

    if (file.latest_frame != pinfo->num || file.latest_pass_is_first != is_first_pass) {
        file.latest_flow = frame_flow_find(pinfo);
        file.latest_frame = pinfo->num;
        file.latest_pass_is_first = is_first_pass;
    }
    return file.latest_flow;
}

static const char *
keep_text(endpoint end)
{
    char text[ENDPOINT_TEXT_SIZE];

    return end.host.family != HOST_NONE ? wmem_strdup(wmem_file_scope(), endpoint_format(end, text))
                                        : "unknown";
}

expressway_flow *
flow_find_or_create(packet_info *pinfo, bool from_client)
{
    expressway_flow *flow = flow_find(pinfo);
    endpoint source;
    endpoint destination;

    if (flow != NULL)
        return flow;
    if (!flow_endpoints(pinfo, &source, &destination))
        return NULL;
    flow = wmem_new0(wmem_file_scope(), expressway_flow);
    flow->client = from_client ? source : destination;
    flow->server = from_client ? destination : source;
    flow->client_text = keep_text(flow->client);
    flow->server_text = keep_text(flow->server);
    frame_flow_keep(pinfo, flow);
    file.latest_flow = flow;
    return flow;
}

void
flow_make_known(expressway_flow *flow, const packet_info *pinfo)
{
    if (flow->is_known)
        return;
    flow->is_known = true;
    flow->first_frame = pinfo->num;
    flow->number = wmem_array_get_count(file.known);
    wmem_array_append_one(file.known, flow);
    if (flow->client.host.family != HOST_NONE)
        wmem_map_insert(file.by_client, &flow->client, flow);
    if (!configuration_is_traversal_port(flow->server.port)) {
        file.other_ports[flow->server.port / 8] |= (guint8)(1U << (flow->server.port % 8));
        file.has_other_ports = true;
    }
    flow_evidence_changed();
}

void
flow_decline(packet_info *pinfo)
{
    bool from_client = false;
    expressway_flow *flow;

    if (!flow_traversal_direction(pinfo, FLOW_CARRIES_TLS, &from_client))
        return;
    flow = flow_find_or_create(pinfo, from_client);
    if (flow != NULL && !flow->has_sip)
        flow->is_declined = true;
}

bool
flow_is_accepted(packet_info *pinfo)
{
    const struct tcp_analysis *tcp;

    if (!configuration_is_traversal_port(pinfo->srcport))
        return false;
    tcp = frame_flow_tcp(frame_flow_conversation(pinfo));
    return tcp != NULL && (tcp->conversation_completeness & TCP_SYN_ACK_WAS_SEEN) != 0;
}

/* Whether TCP has seen the connection's SYN, and from whom: the conversation then began with it. */
static bool
find_initiator(packet_info *pinfo, endpoint *initiator)
{
    conversation_t *conversation = frame_flow_conversation(pinfo);
    const struct tcp_analysis *tcp = frame_flow_tcp(conversation);

    if (tcp == NULL || !(tcp->conversation_completeness & TCP_SYN_WAS_SEEN))
        return false;
    initiator->port = (guint16)conversation_key_port1(conversation->key_ptr);
    return flow_host_of_address(conversation_key_addr1(conversation->key_ptr), &initiator->host);
}

/* A client behind address translation may have any port, a traversal port too. */
static bool
is_service(guint32 port, flow_carried carried)
{
    if (port == 0 || port > 65535)
        return false;
    return carried == FLOW_CARRIES_SIP ? known_service_speaks_sip((guint16)port)
                                       : known_service_speaks_tls((guint16)port);
}

flow_carried
flow_carried_by_tls(text_view bytes)
{
    switch (tls_hello_of(bytes)) {
    case TLS_HELLO_CLIENT:
        return FLOW_CARRIES_CLIENT_HELLO;
    case TLS_HELLO_SERVER:
        return FLOW_CARRIES_SERVER_HELLO;
    case TLS_HELLO_NONE:
        break;
    }
    return FLOW_CARRIES_TLS;
}

bool
flow_direction(packet_info *pinfo, flow_carried carried, bool *from_client)
{
    bool source_listens = configuration_is_traversal_port(pinfo->srcport);
    bool destination_listens = configuration_is_traversal_port(pinfo->destport);
    endpoint initiator;
    endpoint source;
    endpoint destination;

    if (!flow_endpoints(pinfo, &source, &destination))
        return false;
    if (find_initiator(pinfo, &initiator))
        *from_client = endpoint_equal(&initiator, &source);
    else if (carried == FLOW_CARRIES_CLIENT_HELLO || carried == FLOW_CARRIES_SERVER_HELLO)
        *from_client = carried == FLOW_CARRIES_CLIENT_HELLO;
    else if (source_listens == destination_listens)
        return false;
    else
        *from_client =
            source_listens ? is_service(pinfo->destport, carried) : !is_service(pinfo->srcport, carried);
    return true;
}

bool
flow_traversal_direction(packet_info *pinfo, flow_carried carried, bool *from_client)
{
    return flow_direction(pinfo, carried, from_client) &&
           configuration_is_traversal_port(*from_client ? pinfo->destport : pinfo->srcport);
}

bool
flow_is_from_client(const expressway_flow *flow, const packet_info *pinfo)
{
    endpoint source;
    endpoint destination;

    return flow_endpoints(pinfo, &source, &destination) && endpoint_equal(&source, &flow->client);
}

bool
flow_is_unread(const expressway_flow *flow)
{
    return flow->claims == NULL && (!flow->has_sip || flow->is_expressway);
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
