/* past-traffic.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "past-traffic.h"

#include "frame-flow.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

typedef struct {
    endpoint where;
    host_address client;
    past_traffic found;
} question;

/* The two ends of a conversation, in the order of its first packet. False where it has not two hosts and
 * ports. */
static bool
read_ends(const conversation_element_t *element, endpoint ends[2], conversation_type *type)
{
    unsigned hosts = 0;
    unsigned ports = 0;

    for (; element->type != CE_CONVERSATION_TYPE; element++) {
        if (element->type == CE_ADDRESS && hosts < 2) {
            if (!flow_host_of_address(&element->addr_val, &ends[hosts++].host))
                return false;
        } else if (element->type == CE_PORT && ports < 2)
            ends[ports++].port = (guint16)element->port_val;
        else
            return false;
    }
    *type = element->conversation_type_val;
    return hosts == 2 && ports == 2;
}

static void
look_at(question *asked, const conversation_t *conversation)
{
    const struct tcp_analysis *tcp;
    conversation_type type;
    endpoint ends[2];
    bool between_hosts;
    guint8 seen;

    if (!read_ends(conversation->key_ptr, ends, &type))
        return;
    between_hosts = (host_address_equals(ends[0].host, asked->where.host) &&
                     host_address_equals(ends[1].host, asked->client)) ||
                    (host_address_equals(ends[1].host, asked->where.host) &&
                     host_address_equals(ends[0].host, asked->client));
    if (type != CONVERSATION_TCP) {
        asked->found.talked |= between_hosts;
        return;
    }
    tcp = frame_flow_tcp(conversation);
    seen = tcp != NULL ? tcp->conversation_completeness : 0;
    asked->found.talked |= between_hosts && (seen & (TCP_SYN_ACK_WAS_SEEN | TCP_DATA_WAS_SEEN)) != 0;
    /* Who sent the SYN is the first end: it does not answer, it asks. */
    if ((seen & TCP_SYN_ACK_WAS_SEEN) != 0)
        asked->found.answered |= endpoint_equal(&ends[1], &asked->where) ||
                                 ((seen & TCP_SYN_WAS_SEEN) == 0 && endpoint_equal(&ends[0], &asked->where));
}

static void
look_at_chain(void *key _U_, void *value, void *data)
{
    const conversation_t *conversation = (const conversation_t *)value;

    for (; conversation != NULL; conversation = conversation->next)
        look_at((question *)data, conversation);
}

static void
look_at_table(void *key _U_, void *value, void *data)
{
    wmem_map_foreach((wmem_map_t *)value, look_at_chain, data);
}

past_traffic
past_traffic_of(endpoint where, host_address client)
{
    question asked = {.where = where, .client = client};

    wmem_map_foreach(get_conversation_hashtables(), look_at_table, &asked);
    return asked.found;
}
