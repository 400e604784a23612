/* tcp-segment.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tcp-segment.h"

#include <epan/ipproto.h>

#include <string.h>

/* How far into a frame its headers are looked for. */
#define HEADERS_LONGEST 256

#define IPV4_HEADER_LENGTH 20
#define IPV6_HEADER_LENGTH 40
#define TCP_HEADER_LENGTH 20
#define TCP_SYN 0x02U
#define TCP_RST 0x04U
#define TCP_SYN_ACK 0x12U

#define ICMP_HEADER_LENGTH 8
#define ICMP_UNREACHABLE 3
#define ICMPV6_UNREACHABLE 1
#define QUOTED_PORTS_LENGTH 4

/* What Ethernet adds to a segment without data is no payload: 60 bytes less the shortest headers. */
#define LONGEST_PADDING 6

typedef struct {
    const guint8 *bytes;
    gint length;
} header_bytes;

typedef struct {
    guint8 version;
    guint8 protocol;
    guint8 hops;
    const guint8 *source;
    const guint8 *destination;
    gint end;    /* where what it carries begins */
    gint length; /* of what it carries, by its own word; 0: it does not say (segmentation offload, jumbograms)
                  */
} ip_header;

static guint16
number_at(const guint8 *bytes)
{
    return (guint16)(bytes[0] << 8 | bytes[1]);
}

static bool
ip_header_at(const header_bytes *frame, gint at, ip_header *header)
{
    const guint8 *ip = frame->bytes + at;
    gint available = frame->length - at;

    if (available < IPV4_HEADER_LENGTH)
        return false;
    if (ip[0] >= 0x45 && ip[0] <= 0x4f) {
        gint length = (ip[0] & 0x0f) * 4;

        *header =
            (ip_header){4, ip[9], ip[8], ip + 12, ip + 16, at + length, MAX(number_at(ip + 2) - length, 0)};
    } else if (ip[0] >> 4 == 6 && available >= IPV6_HEADER_LENGTH)
        *header = (ip_header){6, ip[6], ip[7], ip + 8, ip + 24, at + IPV6_HEADER_LENGTH, number_at(ip + 4)};
    else
        return false;
    return header->end <= frame->length;
}

static header_bytes
headers_of(tvbuff_t *tvb)
{
    gint length = MIN((gint)tvb_captured_length(tvb), HEADERS_LONGEST);

    return (header_bytes){length > 0 ? tvb_get_ptr(tvb, 0, length) : NULL, length};
}

/* The first IP header from *at on that is between pinfo's addresses and carries the protocol. */
static bool
find_ip_header(const header_bytes *frame, const packet_info *pinfo, guint8 protocol, gint *at,
               ip_header *header)
{
    guint8 version = pinfo->src.type == AT_IPv6 ? 6 : 4;
    size_t length = version == 6 ? 16 : 4;

    if (pinfo->src.type != pinfo->dst.type || (pinfo->src.type != AT_IPv4 && pinfo->src.type != AT_IPv6))
        return false;
    for (; *at < frame->length; ++*at) {
        if (frame->bytes[*at] >> 4 == version && ip_header_at(frame, *at, header) &&
            header->protocol == protocol && memcmp(header->source, pinfo->src.data, length) == 0 &&
            memcmp(header->destination, pinfo->dst.data, length) == 0)
            return true;
    }
    return false;
}

bool
tcp_segment_read(const packet_info *pinfo, tvbuff_t *tvb, tcp_segment *segment)
{
    header_bytes frame = headers_of(tvb);
    ip_header ip;

    *segment = (tcp_segment){.payload = 0};
    if (frame.bytes == NULL)
        return false;
    for (gint at = 0; find_ip_header(&frame, pinfo, IP_PROTO_TCP, &at, &ip); at++) {
        const guint8 *tcp = frame.bytes + ip.end;
        gint payload;

        if (ip.end + TCP_HEADER_LENGTH > frame.length || number_at(tcp) != pinfo->srcport ||
            number_at(tcp + 2) != pinfo->destport)
            continue;
        segment->hops = ip.hops;
        segment->sequence = (guint32)number_at(tcp + 4) << 16 | number_at(tcp + 6);
        segment->is_syn = (tcp[13] & TCP_SYN_ACK) == TCP_SYN;
        segment->is_answer = (tcp[13] & TCP_SYN_ACK) == TCP_SYN_ACK;
        segment->is_reset = (tcp[13] & TCP_RST) != 0;
        segment->data_start = ip.end + (tcp[12] >> 4) * 4;
        payload = tvb_reported_length_remaining(tvb, segment->data_start);
        if (ip.length > 0) /* without what follows the packet in the frame */
            payload = MIN(payload, ip.end + ip.length - segment->data_start);
        segment->payload = payload > LONGEST_PADDING ? (guint32)payload : 0;
        return true;
    }
    return false;
}

static host_address
host_of(const ip_header *ip, const guint8 *bytes)
{
    return ip->version == 6 ? host_address_from_ipv6(bytes) : host_address_from_ipv4(bytes);
}

bool
tcp_segment_read_unreachable(const packet_info *pinfo, tvbuff_t *tvb, endpoint *source, endpoint *destination)
{
    bool is_ipv6 = pinfo->src.type == AT_IPv6;
    header_bytes frame = headers_of(tvb);
    ip_header ip;

    for (gint at = 0; find_ip_header(&frame, pinfo, is_ipv6 ? IP_PROTO_ICMPV6 : IP_PROTO_ICMP, &at, &ip);
         at++) {
        ip_header quoted;

        if (ip.end >= frame.length ||
            frame.bytes[ip.end] != (is_ipv6 ? ICMPV6_UNREACHABLE : ICMP_UNREACHABLE) ||
            !ip_header_at(&frame, ip.end + ICMP_HEADER_LENGTH, &quoted) || quoted.protocol != IP_PROTO_TCP ||
            quoted.end + QUOTED_PORTS_LENGTH > frame.length)
            continue;
        *source = (endpoint){host_of(&quoted, quoted.source), number_at(frame.bytes + quoted.end)};
        *destination =
            (endpoint){host_of(&quoted, quoted.destination), number_at(frame.bytes + quoted.end + 2)};
        return true;
    }
    return false;
}
