/* ip-packet.h
 * What an IPv4 or IPv6 header says (RFC 791, RFC 8200), and where what it carries begins: behind any
 * extension headers.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_IP_PACKET_H
#define EXPRESSWAY_IP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Extension headers that are stepped over; a packet with more is not read. */
#define IP_EXTENSIONS_MOST 16

/* What begins at start, by its protocol number. */
typedef struct {
    uint8_t protocol;
    size_t start;
} ip_content;

typedef struct {
    uint8_t version;            /* 4 or 6 */
    uint8_t hops;               /* left to go: time to live, or hop limit */
    const uint8_t *source;      /* 4 or 16 bytes, within the header */
    const uint8_t *destination; /* likewise */
    bool is_routed_by_source;   /* it names several destinations */
    bool is_fragment;
    bool is_later_fragment; /* not the first: its content begins in mid-packet */
    uint8_t whole_protocol; /* of what all fragments together are; extension headers may come first */
    ip_content content;     /* of a later fragment: a part of it */
    size_t end;             /* of the packet, by its own word; 0: it does not say (offload, jumbograms) */
} ip_packet;

/* Reads the packet that begins at bytes, of which length bytes are there; offsets count from bytes. False
 * where none begins there, or where its headers are not whole. */
bool ip_packet_read(const uint8_t *bytes, size_t length, ip_packet *packet);

/* Steps over the extension headers that begin at content (RFC 8200 section 4, RFC 4302, RFC 7045). False
 * where they are not whole, or too many. */
bool ip_content_skip_extensions(const uint8_t *bytes, size_t length, ip_content *content);

#endif
