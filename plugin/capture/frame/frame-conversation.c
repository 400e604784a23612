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
#define REMEMBERED 1024

static int tcp_protocol = -1;

/* The conversation of the latest frame, or of the latest packet in it (tunnels). */
static struct {
    guint32 frame;
    bool is_first_pass;
    const void *source;
    guint32 ports[2];
    conversation_t *conversation;
} latest;

/* The ends are those of the conversation's key, which stays. */
static struct {
    conversation_t *conversation;
    const address *ends[2];
    guint32 ports[2];
} remembered[REMEMBERED];

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
is_same(const address *one, const address *other)
{
    guint32 bytes;
    guint32 other_bytes;

    if (one->type != AT_IPv4 || other->type != AT_IPv4)
        return addresses_equal(one, other);
    memcpy(&bytes, one->data, sizeof bytes);
    memcpy(&other_bytes, other->data, sizeof other_bytes);
    return bytes == other_bytes;
}

static bool
has_ends(guint place, const packet_info *pinfo)
{
    guint source = remembered[place].ports[0] == pinfo->srcport ? 0 : 1;

    if (remembered[place].ports[0] == remembered[place].ports[1])
        source = is_same(remembered[place].ends[0], &pinfo->src) ? 0 : 1;
    return remembered[place].ports[source] == pinfo->srcport &&
           remembered[place].ports[1 - source] == pinfo->destport &&
           is_same(remembered[place].ends[source], &pinfo->src) &&
           is_same(remembered[place].ends[1 - source], &pinfo->dst);
}

/* Whether Wireshark would find the remembered conversation for the frame, which takes two look-ups in tables
 * hashed by addresses. TCP has just found it if this frame is its latest. TCP begins a new one for the same
 * ends at a SYN; the old one is then followed by it, or is not the one that TCP finds. */
static bool
is_of(guint place, const packet_info *pinfo)
{
    const conversation_t *conversation = remembered[place].conversation;

    return conversation != NULL && !pinfo->fd->visited && conversation->last_frame == pinfo->num &&
           conversation->setup_frame != pinfo->num && conversation->next == NULL && has_ends(place, pinfo);
}

static void
remember(guint place, conversation_t *conversation)
{
    const conversation_element_t *key = conversation->key_ptr;

    remembered[place].ends[0] = conversation_key_addr1(key);
    remembered[place].ends[1] = conversation_key_addr2(key);
    remembered[place].ports[0] = conversation_key_port1(key);
    remembered[place].ports[1] = conversation_key_port2(key);
    /* Some dissectors' conversations have no second end. */
    remembered[place].conversation =
        remembered[place].ends[0] != NULL && remembered[place].ends[1] != NULL ? conversation : NULL;
}

/* The same for both directions. Ports that were taken one after the other are spread. */
static guint
place_of(const packet_info *pinfo)
{
    guint32 mixed = (pinfo->srcport ^ pinfo->destport) * 0x9E3779B1U;

    return (mixed >> 16) & (REMEMBERED - 1);
}

static conversation_t *
find(packet_info *pinfo)
{
    guint place = place_of(pinfo);
    conversation_t *found;

    if (is_of(place, pinfo))
        return remembered[place].conversation;
    found = find_conversation_pinfo(pinfo, 0);
    if (found != NULL && !pinfo->fd->visited)
        remember(place, found);
    return found;
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
