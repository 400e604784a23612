/* ip-packet.h
 * What an IPv4 or IPv6 header says (RFC 791, RFC 8200), and where its content begins, after any
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

/* Greatest number of extension headers that are skipped; a packet with more is not read. */
#define IP_EXTENSIONS_MOST 16

/* The protocol number of what begins at start. */
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
    bool is_later_fragment; /* not the first: its content begins in the middle of the packet */
    uint8_t whole_protocol; /* of all fragments together; extension headers may come first */
    ip_content content;     /* in a later fragment: a part of the content */
    size_t end; /* of the packet, as its header says; 0: the header does not say (offload, jumbograms) */
} ip_packet;

/* Reads the packet at bytes, of which length bytes are available; offsets count from bytes. False where this
 * is not an IP packet, or its headers are not complete. */
bool ip_packet_read(const uint8_t *bytes, size_t length, ip_packet *packet);

/* Skips the extension headers that begin at content (RFC 8200 section 4, RFC 4302, RFC 7045). False where
 * they are not complete, or there are too many. */
bool ip_content_skip_extensions(const uint8_t *bytes, size_t length, ip_content *content);

#endif
