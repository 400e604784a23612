/* tcp-segment.h
 * What a frame's own bytes say about its TCP segment. Wireshark has dissected it already, but requesting
 * its fields would slow down every frame.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TCP_SEGMENT_H
#define EXPRESSWAY_TCP_SEGMENT_H

#include "../../ws-compat.h"

#include "../../model/endpoint.h"

typedef struct {
    bool is_syn;    /* opens a connection */
    bool is_answer; /* accepts one */
    bool is_reset;
    bool is_finish;   /* ends one direction */
    guint8 hops;      /* left to go: time to live, or hop limit */
    guint32 sequence; /* as sent */
    guint32 payload;  /* bytes; 0 also where they can only be padding */
    tvbuff_t *tvb;    /* that holds it: the frame's, or that of the packet which it completes */
    gint data_start;  /* where the payload begins there */
} tcp_segment;

/* Reads the TCP header of the frame (RFC 9293 section 3.1): the one behind the IP header that has pinfo's
 * addresses, and behind its extension headers, with pinfo's ports. tvb has the frame's bytes; of a packet
 * that Wireshark has put together from fragments, its own are read. False where it is not there, or not
 * whole: cut, or encrypted in a tunnel. */
bool tcp_segment_read(const packet_info *pinfo, tvbuff_t *tvb, tcp_segment *segment);

/* Reads from an ICMP error (RFC 792, RFC 4443 section 3.1) between pinfo's addresses which TCP segment could
 * not be delivered: its ends. False where the frame is none, or quotes no TCP. */
bool tcp_segment_read_unreachable(const packet_info *pinfo, tvbuff_t *tvb, endpoint *source,
                                  endpoint *destination);

#endif
