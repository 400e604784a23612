/* flow-direction.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-direction.h"

#include "../configuration.h"
#include "frame-conversation.h"
#include "frame.h"

#include "../../model/known-service.h"
#include "../../model/tls/tls-record.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

/* Whether TCP has seen the connection's SYN, and from which end. If so, the conversation began with it. */
static bool
find_initiator(packet_info *pinfo, endpoint *initiator)
{
    conversation_t *conversation = frame_conversation(pinfo);
    const struct tcp_analysis *tcp = frame_tcp(conversation);

    if (tcp == NULL || !(tcp->conversation_completeness & TCP_SYN_WAS_SEEN))
        return false;
    initiator->port = (guint16)conversation_key_port1(conversation->key_ptr);
    return frame_host_of_address(conversation_key_addr1(conversation->key_ptr), &initiator->host);
}

/* A client behind address translation may have any port, even a traversal port. */
static bool
is_port_of_service(guint32 port, flow_carried carried)
{
    if (port == 0 || port > 65535)
        return false;
    return carried == FLOW_CARRIES_SIP ? known_service_speaks_sip((guint16)port)
                                       : known_service_speaks_tls((guint16)port);
}

flow_carried
flow_direction_carried_by_tls(text_view bytes)
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
flow_direction_of(packet_info *pinfo, flow_carried carried, bool *from_client)
{
    bool source_listens = configuration_is_traversal_port(pinfo->srcport);
    bool destination_listens = configuration_is_traversal_port(pinfo->destport);
    endpoint initiator;
    endpoint source;
    endpoint destination;

    if (!frame_endpoints(pinfo, &source, &destination))
        return false;
    if (find_initiator(pinfo, &initiator))
        *from_client = endpoint_equal(&initiator, &source);
    else if (carried == FLOW_CARRIES_CLIENT_HELLO || carried == FLOW_CARRIES_SERVER_HELLO)
        *from_client = carried == FLOW_CARRIES_CLIENT_HELLO;
    else if (source_listens == destination_listens)
        return false;
    else
        *from_client = source_listens ? is_port_of_service(pinfo->destport, carried)
                                      : !is_port_of_service(pinfo->srcport, carried);
    return true;
}

bool
flow_direction_of_traversal(packet_info *pinfo, flow_carried carried, bool *from_client)
{
    return flow_direction_of(pinfo, carried, from_client) &&
           configuration_is_traversal_port(*from_client ? pinfo->destport : pinfo->srcport);
}
