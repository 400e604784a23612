/* frame.h
 * Properties of one frame: its ends, its protocols, whether it is real traffic.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FRAME_H
#define EXPRESSWAY_FRAME_H

#include "../../ws-compat.h"

#include "../../model/endpoint.h"

/* Called once. */
void frame_register(void);

/* Called at hand-off: resolves other protocols. */
void frame_handoff(void);

/* An IPv4 or IPv6 address of Wireshark's; false for any other. */
bool frame_host_of_address(const address *from, host_address *host);

/* The endpoints of a frame; false where they are not IP addresses. An entry of an X7 log names only one of
 * them; the other is HOST_NONE. */
bool frame_endpoints(const packet_info *pinfo, endpoint *source, endpoint *destination);

/* Layers of interest, as bits. */
typedef enum {
    FRAME_LAYER_SIP = 1,
    FRAME_LAYER_TLS = 2,
    FRAME_LAYER_ICMP = 4, /* or ICMPv6 */
    FRAME_LAYER_LOG = 8
} frame_layer;

/* Which of them the frame has, as far as it is dissected. */
guint frame_layers(const packet_info *pinfo);

/* Whether it has that one. */
bool frame_has_sip(const packet_info *pinfo);

/* Whether the frame has SIP above its last TCP, or SIP and no TCP. Costs less for a frame about which nothing
 * else is asked. */
bool frame_has_sip_in_tcp(const packet_info *pinfo);

/* The protocol that the frame's first layer of this protocol lies upon; -1 where it has none. */
int frame_layer_below(const packet_info *pinfo, int protocol);

/* Whether the frame is an ICMP or ICMPv6 packet, whose content quotes another packet and is not traffic
 * itself. */
bool frame_is_quotation(const packet_info *pinfo);

/* Whether the frame is, as far as dissected, an entry of a diagnostic log: a record of traffic, not
 * traffic itself. */
bool frame_is_log_entry(const packet_info *pinfo);

/* nstime_cmp is another library's, and every frame asks. */
static inline bool
frame_is_earlier(const nstime_t *time, const nstime_t *than)
{
    return time->secs != than->secs ? time->secs < than->secs : time->nsecs < than->nsecs;
}

/* Times since 1970. Earlier times count as 1970, and times after 2096 as 2096, so that differences fit 64
 * bits. */
gint64 frame_nanoseconds(const packet_info *pinfo);
gint64 frame_milliseconds_of(const nstime_t *time);

/* Id of the SIP protocol item; -1 where this Wireshark has none. */
int frame_sip_item(void);

#endif
