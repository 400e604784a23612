/* frame-conversation.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame-conversation.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

#include <string.h>

/* Conversations that are remembered, by their ports. A power of two. */
#define REMEMBERED 256

static int tcp_protocol = -1;

/* The conversation of the latest frame, or of the latest packet in it (tunnels). */
static struct {
    guint32 frame;
    bool is_first_pass;
    const void *source;
    guint32 ports[2];
    conversation_t *conversation;
} latest;

static conversation_t *remembered[REMEMBERED];

static void
begin_file(void)
{
    memset(&latest, 0, sizeof latest);
    memset(remembered, 0, sizeof remembered);
}

void
frame_conversation_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

void
frame_conversation_handoff(void)
{
    tcp_protocol = proto_registrar_get_id_byname("tcp");
}

static bool
has_ends(const conversation_element_t *key, const address *one, guint32 port, const address *other,
         guint32 other_port)
{
    return conversation_key_port1(key) == port && conversation_key_port2(key) == other_port &&
           addresses_equal(conversation_key_addr1(key), one) &&
           addresses_equal(conversation_key_addr2(key), other);
}

/* Whether Wireshark would find that conversation for the frame, which takes two look-ups in tables hashed by
 * addresses. TCP has just found it if this frame is its latest. TCP begins a new one for the same ends at a SYN;
 * the old one is then followed by it, or is not the one that TCP finds. */
static bool
is_of(const conversation_t *conversation, const packet_info *pinfo)
{
    return conversation != NULL && !pinfo->fd->visited && conversation->last_frame == pinfo->num &&
           conversation->setup_frame != pinfo->num && conversation->next == NULL &&
           (has_ends(conversation->key_ptr, &pinfo->src, pinfo->srcport, &pinfo->dst, pinfo->destport) ||
            has_ends(conversation->key_ptr, &pinfo->dst, pinfo->destport, &pinfo->src, pinfo->srcport));
}

static conversation_t *
find(packet_info *pinfo)
{
    conversation_t **place = &remembered[(pinfo->srcport ^ pinfo->destport) & (REMEMBERED - 1)];

    if (!is_of(*place, pinfo))
        *place = find_conversation_pinfo(pinfo, 0);
    return *place;
}

conversation_t *
frame_conversation(packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;

    if (latest.conversation == NULL || latest.frame != pinfo->num || latest.is_first_pass != is_first_pass ||
        latest.source != pinfo->src.data || latest.ports[0] != pinfo->srcport ||
        latest.ports[1] != pinfo->destport) {
        latest.conversation = find(pinfo);
        latest.frame = pinfo->num;
        latest.is_first_pass = is_first_pass;
        latest.source = pinfo->src.data;
        latest.ports[0] = pinfo->srcport;
        latest.ports[1] = pinfo->destport;
    }
    return latest.conversation;
}

struct tcp_analysis *
frame_tcp(const conversation_t *conversation)
{
    return conversation != NULL
               ? (struct tcp_analysis *)conversation_get_proto_data(conversation, tcp_protocol)
               : NULL;
}
