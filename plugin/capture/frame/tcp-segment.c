/* tcp-segment.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tcp-segment.h"

#include "captured-bytes.h"

#include "../../model/ip-packet.h"

#include <epan/ipproto.h>

#include <string.h>

/* How far into a frame, or into a reassembled packet, IP headers are looked for. */
#define IP_HEADER_LAST 256

/* How many of the data sources behind the frame are looked through. */
#define SOURCES_MOST 4

#define PLAIN_IPV4 0x45 /* version 4, a header of 20 bytes */
#define IPV4_LENGTH 20
#define ANY_FRAGMENT 0x3fff

#define TCP_HEADER_LENGTH 20
#define TCP_FIN 0x01U
#define TCP_SYN 0x02U
#define TCP_RST 0x04U
#define TCP_SYN_ACK 0x12U

#define ICMP_HEADER_LENGTH 8
#define ICMP_UNREACHABLE 3
#define ICMPV6_UNREACHABLE 1
#define QUOTED_PORTS_LENGTH 4

/* Ethernet pads a segment without data to 60 bytes. These bytes are not payload. */
#define LONGEST_PADDING 6

/* What an IP packet carries; offsets count from bytes, which are tvb's. */
typedef struct {
    tvbuff_t *tvb;
    const guint8 *bytes;
    gsize length;
    ip_content content;
    gsize end; /* end of the packet; 0 if its header does not say */
    guint8 hops;
} carried_data;

/* Reads the content into result. False if it is something else: then the search goes on. */
typedef bool (*carried_reader)(const packet_info *pinfo, const carried_data *carried, void *result);

static guint16
number_at(const guint8 *bytes)
{
    return (guint16)(bytes[0] << 8 | bytes[1]);
}

static carried_data
carried_in(tvbuff_t *tvb)
{
    text_view bytes = captured_bytes(tvb, 0);

    return (carried_data){.tvb = tvb, .bytes = (const guint8 *)bytes.data, .length = bytes.length};
}

/* A packet with a routing header has several destinations, and pinfo has the last one. */
static bool
is_between_ends(const packet_info *pinfo, const ip_packet *packet)
{
    gsize length = packet->version == 6 ? 16 : 4;

    return memcmp(packet->source, pinfo->src.data, length) == 0 &&
           (packet->is_routed_by_source || memcmp(packet->destination, pinfo->dst.data, length) == 0);
}

/* Tries each IP packet in tvb that is between pinfo's ends, except fragments: the last of these becomes
 * *fragment instead. */
static bool
read_in(const packet_info *pinfo, tvbuff_t *tvb, carried_reader reader, void *result, ip_packet *fragment)
{
    guint8 version = pinfo->src.type == AT_IPv6 ? 6 : 4;
    carried_data carried = carried_in(tvb);
    ip_packet packet;

    for (gsize at = 0, last = MIN(carried.length, IP_HEADER_LAST); at < last; at++) {
        if (carried.bytes[at] >> 4 != version ||
            !ip_packet_read(carried.bytes + at, carried.length - at, &packet) ||
            !is_between_ends(pinfo, &packet))
            continue;
        if (packet.is_fragment && fragment != NULL) {
            *fragment = packet;
            continue;
        }
        carried.content = (ip_content){packet.content.protocol, at + packet.content.start};
        carried.end = packet.end > 0 ? at + packet.end : 0;
        carried.hops = packet.hops;
        if (!packet.is_later_fragment && reader(pinfo, &carried, result))
            return true;
    }
    return false;
}

/* The packet that the fragment completes, if tvb has it: it begins behind the IP header. */
static bool
read_completed(const packet_info *pinfo, tvbuff_t *tvb, carried_reader reader, void *result,
               const ip_packet *fragment)
{
    carried_data carried = carried_in(tvb);

    carried.content.protocol = fragment->whole_protocol;
    carried.hops = fragment->hops;
    return carried.length > 0 &&
           ip_content_skip_extensions(carried.bytes, carried.length, &carried.content) &&
           reader(pinfo, &carried, result);
}

/* Looks in the frame's bytes, then in the packets that Wireshark has reassembled from fragments, then
 * (where it reassembles nothing) in a first fragment. */
static bool
read_carried(const packet_info *pinfo, tvbuff_t *tvb, carried_reader reader, void *result)
{
    const GSList *source = pinfo->data_src != NULL ? pinfo->data_src->next : NULL;
    ip_packet fragment = {.version = 0};

    if (pinfo->src.type != pinfo->dst.type || (pinfo->src.type != AT_IPv4 && pinfo->src.type != AT_IPv6))
        return false;
    if (read_in(pinfo, tvb, reader, result, &fragment))
        return true;
    for (guint i = 0; source != NULL && i < SOURCES_MOST; source = source->next, i++) {
        tvbuff_t *made = get_data_source_tvb((const struct data_source *)source->data);

        if (fragment.version != 0 && read_completed(pinfo, made, reader, result, &fragment))
            return true;
        if (read_in(pinfo, made, reader, result, &fragment))
            return true;
    }
    return fragment.version != 0 && read_in(pinfo, tvb, reader, result, NULL);
}

static guint32
payload_of(const carried_data *carried, gsize data_start)
{
    gint payload = tvb_reported_length_remaining(carried->tvb, (gint)data_start);

    if (carried->end > 0) /* without the bytes that follow the packet in the frame */
        payload = MIN(payload, (gint)carried->end - (gint)data_start);
    return payload > LONGEST_PADDING ? (guint32)payload : 0;
}

static bool
read_tcp(const packet_info *pinfo, const carried_data *carried, void *result)
{
    const guint8 *tcp = carried->bytes + carried->content.start;
    tcp_segment *segment = (tcp_segment *)result;
    gsize data_start;

    if (carried->content.protocol != IP_PROTO_TCP ||
        carried->content.start + TCP_HEADER_LENGTH > carried->length || number_at(tcp) != pinfo->srcport ||
        number_at(tcp + 2) != pinfo->destport)
        return false;
    data_start = carried->content.start + (gsize)(tcp[12] >> 4) * 4;
    *segment = (tcp_segment){.is_syn = (tcp[13] & TCP_SYN_ACK) == TCP_SYN,
                             .is_answer = (tcp[13] & TCP_SYN_ACK) == TCP_SYN_ACK,
                             .is_reset = (tcp[13] & TCP_RST) != 0,
                             .is_finish = (tcp[13] & TCP_FIN) != 0,
                             .hops = carried->hops,
                             .sequence = (guint32)number_at(tcp + 4) << 16 | number_at(tcp + 6),
                             .payload = payload_of(carried, data_start),
                             .tvb = carried->tvb,
                             .data_start = (gint)data_start};
    return true;
}

static bool
is_equal_ipv4(const guint8 *one, const void *other)
{
    guint32 bytes;
    guint32 other_bytes;

    memcpy(&bytes, one, sizeof bytes);
    memcpy(&other_bytes, other, sizeof other_bytes);
    return bytes == other_bytes;
}

/* A whole IPv4 packet without options that is between pinfo's ends and carries TCP. */
static bool
is_plain(const packet_info *pinfo, const guint8 *ip)
{
    return ip[0] == PLAIN_IPV4 && ip[9] == IP_PROTO_TCP && (number_at(ip + 6) & ANY_FRAGMENT) == 0 &&
           is_equal_ipv4(ip + 16, pinfo->dst.data);
}

/* Almost every segment is in a plain IPv4 packet, which the search would find too. False where the search has
 * to look: it may still be there. */
static bool
read_plain(const packet_info *pinfo, tvbuff_t *tvb, tcp_segment *segment)
{
    carried_data carried = carried_in(tvb);
    gsize shortest = IPV4_LENGTH + TCP_HEADER_LENGTH;
    gsize last = carried.length > shortest ? MIN(carried.length - shortest, IP_HEADER_LAST) : 0;
    gsize at;

    if (pinfo->src.type != AT_IPv4 || pinfo->dst.type != AT_IPv4)
        return false;
    for (at = 0; at < last; at++) {
        if ((carried.bytes[at] & 0xf0) == (PLAIN_IPV4 & 0xf0) &&
            is_equal_ipv4(carried.bytes + at + 12, pinfo->src.data))
            break;
    }
    if (at == last || !is_plain(pinfo, carried.bytes + at))
        return false;
    carried.content = (ip_content){IP_PROTO_TCP, at + IPV4_LENGTH};
    carried.hops = carried.bytes[at + 8];
    carried.end = number_at(carried.bytes + at + 2);
    carried.end = carried.end > IPV4_LENGTH ? at + carried.end : 0;
    return read_tcp(pinfo, &carried, segment);
}

bool
tcp_segment_read(const packet_info *pinfo, tvbuff_t *tvb, tcp_segment *segment)
{
    *segment = (tcp_segment){.payload = 0};
    return read_plain(pinfo, tvb, segment) || read_carried(pinfo, tvb, read_tcp, segment);
}

static host_address
host_of(const ip_packet *packet, const guint8 *bytes)
{
    return packet->version == 6 ? host_address_from_ipv6(bytes) : host_address_from_ipv4(bytes);
}

typedef struct {
    endpoint source;
    endpoint destination;
} quoted_ends;

static bool
read_unreachable(const packet_info *pinfo, const carried_data *carried, void *result)
{
    bool is_ipv6 = pinfo->src.type == AT_IPv6;
    gsize start = carried->content.start + ICMP_HEADER_LENGTH;
    quoted_ends *ends = (quoted_ends *)result;
    const guint8 *ports;
    ip_packet quoted;

    if (carried->content.protocol != (is_ipv6 ? IP_PROTO_ICMPV6 : IP_PROTO_ICMP) || start > carried->length ||
        carried->bytes[carried->content.start] != (is_ipv6 ? ICMPV6_UNREACHABLE : ICMP_UNREACHABLE) ||
        !ip_packet_read(carried->bytes + start, carried->length - start, &quoted) ||
        quoted.is_later_fragment || quoted.content.protocol != IP_PROTO_TCP ||
        start + quoted.content.start + QUOTED_PORTS_LENGTH > carried->length)
        return false;
    ports = carried->bytes + start + quoted.content.start;
    *ends = (quoted_ends){.source = {host_of(&quoted, quoted.source), number_at(ports)},
                          .destination = {host_of(&quoted, quoted.destination), number_at(ports + 2)}};
    return true;
}

bool
tcp_segment_read_unreachable(const packet_info *pinfo, tvbuff_t *tvb, endpoint *source, endpoint *destination)
{
    quoted_ends ends;

    if (!read_carried(pinfo, tvb, read_unreachable, &ends))
        return false;
    *source = ends.source;
    *destination = ends.destination;
    return true;
}
