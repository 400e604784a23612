/* past-traffic.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "past-traffic.h"

#include "../frame/endpoint-pair.h"
#include "../frame/frame-conversation.h"
#include "../frame/frame.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

static wmem_map_t *answered; /* endpoint * */
static wmem_map_t *talking;  /* endpoint_pair *, both ports 0 */
static bool is_asked;

static void
begin_file(void)
{
    is_asked = false;
}

void
past_traffic_register(void)
{
    answered = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_hash, endpoint_equal);
    talking =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    register_init_routine(begin_file);
}

bool
past_traffic_is_asked(void)
{
    return is_asked;
}

void
past_traffic_note_answer(endpoint where)
{
    endpoint *key;

    if (wmem_map_contains(answered, &where) || wmem_map_size(answered) >= PAST_TRAFFIC_ROOM)
        return;
    key = (endpoint *)wmem_memdup(wmem_file_scope(), &where, sizeof where);
    wmem_map_insert(answered, key, key);
}

void
past_traffic_note_talk(host_address from, host_address to)
{
    endpoint_pair way = {{.host = from}, {.host = to}};
    endpoint_pair *key;

    if (wmem_map_contains(talking, &way) || wmem_map_size(talking) >= PAST_TRAFFIC_ROOM)
        return;
    key = (endpoint_pair *)wmem_memdup(wmem_file_scope(), &way, sizeof way);
    wmem_map_insert(talking, key, key);
}

/* The two ends of a conversation, in the order of its first packet. False if it does not have two hosts
 * and ports. */
static bool
read_ends(const conversation_element_t *element, endpoint ends[2], conversation_type *type)
{
    unsigned hosts = 0;
    unsigned ports = 0;

    for (; element->type != CE_CONVERSATION_TYPE; element++) {
        if (element->type == CE_ADDRESS && hosts < 2) {
            if (!frame_host_of_address(&element->addr_val, &ends[hosts++].host))
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
look_at(const conversation_t *conversation)
{
    const struct tcp_analysis *tcp;
    conversation_type type;
    endpoint ends[2] = {{.port = 0}, {.port = 0}};
    guint8 seen;

    if (!read_ends(conversation->key_ptr, ends, &type))
        return;
    if (type != CONVERSATION_TCP) {
        past_traffic_note_talk(ends[0].host, ends[1].host);
        return;
    }
    tcp = frame_tcp(conversation);
    seen = tcp != NULL ? tcp->conversation_completeness : 0;
    if ((seen & (TCP_SYN_ACK_WAS_SEEN | TCP_DATA_WAS_SEEN)) != 0)
        past_traffic_note_talk(ends[0].host, ends[1].host);
    /* The first end sent the SYN, so it did not answer. */
    if ((seen & TCP_SYN_ACK_WAS_SEEN) != 0) {
        past_traffic_note_answer(ends[1]);
        if ((seen & TCP_SYN_WAS_SEEN) == 0)
            past_traffic_note_answer(ends[0]);
    }
}

static void
look_at_chain(void *key _U_, void *value, void *data _U_)
{
    const conversation_t *conversation = (const conversation_t *)value;

    for (; conversation != NULL; conversation = conversation->next)
        look_at(conversation);
}

static void
look_at_table(void *key _U_, void *value, void *data)
{
    wmem_map_foreach((wmem_map_t *)value, look_at_chain, data);
}

static void
look_back(void)
{
    if (is_asked)
        return;
    is_asked = true;
    wmem_map_foreach(get_conversation_hashtables(), look_at_table, NULL);
}

bool
past_traffic_answered(endpoint where)
{
    look_back();
    return wmem_map_contains(answered, &where) || wmem_map_size(answered) >= PAST_TRAFFIC_ROOM;
}

bool
past_traffic_talked(host_address one, host_address other)
{
    endpoint_pair way = {{.host = one}, {.host = other}};
    endpoint_pair back = {{.host = other}, {.host = one}};

    look_back();
    return wmem_map_contains(talking, &way) || wmem_map_contains(talking, &back) ||
           wmem_map_size(talking) >= PAST_TRAFFIC_ROOM;
}
