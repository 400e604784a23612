/* frame.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame.h"

#include <string.h>

#define SECONDS_MOST 4000000000

static struct {
    int protocol;
    guint8 layer;
} of_interest[5];

static guint of_interest_count;

/* By the last byte of the id: most protocols are told from those at once. */
static bool may_be_of_interest[256];

static int sip_protocol = -1; /* which is its item's id too */
static int tcp_protocol = -1;

/* The layers of the latest frame: every frame of a flow asks several times, and layers only come. */
static struct {
    guint32 frame;
    bool is_first_pass;
    guint count;
    guint layers;
} looked_at;

static void
begin_file(void)
{
    memset(&looked_at, 0, sizeof looked_at);
}

void
frame_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

static int
mark(const char *name, guint8 layer)
{
    int protocol = proto_registrar_get_id_byname(name);

    may_be_of_interest[(guint8)protocol] = true;
    of_interest[of_interest_count].protocol = protocol;
    of_interest[of_interest_count++].layer = layer;
    return protocol;
}

void
frame_handoff(void)
{
    sip_protocol = mark("sip", FRAME_LAYER_SIP);
    tcp_protocol = proto_registrar_get_id_byname("tcp");
    mark("tls", FRAME_LAYER_TLS);
    mark("icmp", FRAME_LAYER_ICMP);
    mark("icmpv6", FRAME_LAYER_ICMP);
    mark("expressway.log", FRAME_LAYER_LOG);
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

static guint
layer_of(wmem_list_frame_t *layer)
{
    int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));

    for (guint i = 0; may_be_of_interest[(guint8)protocol] && i < of_interest_count; i++) {
        if (of_interest[i].protocol == protocol)
            return of_interest[i].layer;
    }
    return 0;
}

guint
frame_layers(const packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;
    guint count = wmem_list_count(pinfo->layers);
    wmem_list_frame_t *layer;

    if (looked_at.frame == pinfo->num && looked_at.is_first_pass == is_first_pass && looked_at.count == count)
        return looked_at.layers;
    looked_at.frame = pinfo->num;
    looked_at.is_first_pass = is_first_pass;
    looked_at.count = count;
    looked_at.layers = 0;
    for (layer = wmem_list_head(pinfo->layers); layer != NULL; layer = wmem_list_frame_next(layer))
        looked_at.layers |= layer_of(layer);
    return looked_at.layers;
}

bool
frame_has_sip(const packet_info *pinfo)
{
    return (frame_layers(pinfo) & FRAME_LAYER_SIP) != 0;
}

bool
frame_has_sip_in_tcp(const packet_info *pinfo)
{
    wmem_list_frame_t *layer = wmem_list_tail(pinfo->layers);

    for (; layer != NULL; layer = wmem_list_frame_prev(layer)) {
        int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));

        if (protocol == sip_protocol)
            return true;
        if (protocol == tcp_protocol)
            return false;
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
    return (frame_layers(pinfo) & FRAME_LAYER_ICMP) != 0;
}

bool
frame_is_log_entry(const packet_info *pinfo)
{
    return (frame_layers(pinfo) & FRAME_LAYER_LOG) != 0;
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
