/* frame.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

#include <string.h>

#define SECONDS_MOST 4000000000

static int sip_protocol = -1; /* which is its item's id too */
static int tcp_protocol = -1;
static int log_protocol = -1;
static int icmp_protocol = -1;
static int icmpv6_protocol = -1;

/* The conversation of the latest frame, or of the latest packet in it (tunnels). */
static struct {
    guint32 frame;
    bool is_first_pass;
    const void *source;
    guint32 ports[2];
    conversation_t *conversation;
} latest;

/* Whether the latest frame is a quotation: every frame of a flow asks several times, and layers only come. */
static struct {
    guint32 frame;
    bool is_first_pass;
    guint layers;
    bool is_quotation;
} looked_at;

static void
begin_file(void)
{
    memset(&latest, 0, sizeof latest);
    memset(&looked_at, 0, sizeof looked_at);
}

void
frame_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

void
frame_handoff(void)
{
    sip_protocol = proto_registrar_get_id_byname("sip");
    tcp_protocol = proto_registrar_get_id_byname("tcp");
    log_protocol = proto_registrar_get_id_byname("expressway.log");
    icmp_protocol = proto_registrar_get_id_byname("icmp");
    icmpv6_protocol = proto_registrar_get_id_byname("icmpv6");
}

bool
frame_host_of_address(const address *from, host_address *host)
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
frame_endpoints(const packet_info *pinfo, endpoint *source, endpoint *destination)
{
    bool has_source = frame_host_of_address(&pinfo->src, &source->host);
    bool has_destination = frame_host_of_address(&pinfo->dst, &destination->host);

    source->port = (guint16)pinfo->srcport;
    destination->port = (guint16)pinfo->destport;
    if (has_source && has_destination)
        return true;
    if (has_source == has_destination || !frame_is_log_entry(pinfo))
        return false;
    memset(has_source ? destination : source, 0, sizeof *source);
    return true;
}

bool
frame_has_layer(const packet_info *pinfo, int one, int other)
{
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);

    for (; layer != NULL; layer = wmem_list_frame_next(layer)) {
        int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));

        if (protocol == one || protocol == other)
            return true;
    }
    return false;
}

int
frame_layer_below(const packet_info *pinfo, int protocol)
{
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);
    int below = -1;

    for (; layer != NULL; layer = wmem_list_frame_next(layer)) {
        int found = GPOINTER_TO_INT(wmem_list_frame_data(layer));

        if (found == protocol)
            return below;
        below = found;
    }
    return -1;
}

bool
frame_is_quotation(const packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;
    guint layers = wmem_list_count(pinfo->layers);

    if (looked_at.frame != pinfo->num || looked_at.is_first_pass != is_first_pass ||
        looked_at.layers != layers) {
        looked_at.frame = pinfo->num;
        looked_at.is_first_pass = is_first_pass;
        looked_at.layers = layers;
        looked_at.is_quotation = frame_has_layer(pinfo, icmp_protocol, icmpv6_protocol);
    }
    return looked_at.is_quotation;
}

bool
frame_is_log_entry(const packet_info *pinfo)
{
    return frame_has_layer(pinfo, log_protocol, log_protocol);
}

static gint64
seconds_of(const nstime_t *time)
{
    return CLAMP((gint64)time->secs, 0, SECONDS_MOST);
}

gint64
frame_nanoseconds(const packet_info *pinfo)
{
    return seconds_of(&pinfo->abs_ts) * 1000000000 + pinfo->abs_ts.nsecs;
}

gint64
frame_milliseconds_of(const nstime_t *time)
{
    return seconds_of(time) * 1000 + time->nsecs / 1000000;
}

int
frame_sip_item(void)
{
    return sip_protocol;
}

conversation_t *
frame_conversation(packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;

    if (latest.conversation == NULL || latest.frame != pinfo->num || latest.is_first_pass != is_first_pass ||
        latest.source != pinfo->src.data || latest.ports[0] != pinfo->srcport ||
        latest.ports[1] != pinfo->destport) {
        latest.conversation = find_conversation_pinfo(pinfo, 0);
        latest.frame = pinfo->num;
        latest.is_first_pass = is_first_pass;
        latest.source = pinfo->src.data;
        latest.ports[0] = pinfo->srcport;
        latest.ports[1] = pinfo->destport;
    }
    return latest.conversation;
}

const struct tcp_analysis *
frame_tcp(const conversation_t *conversation)
{
    return conversation != NULL
               ? (const struct tcp_analysis *)conversation_get_proto_data(conversation, tcp_protocol)
               : NULL;
}
