/* observe.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe.h"

#include "connect.h"
#include "encrypted.h"
#include "judgement.h"
#include "leg.h"
#include "observe-sip.h"

#include <epan/ipproto.h>

#include <string.h>

#define TCP_HEADER_LENGTH 20
#define TCP_SYN 0x02U
#define TCP_RST 0x04U
#define TCP_SYN_ACK 0x12U

/* Ethernet, IPv6, TCP with timestamps. */
#define HEADERS_LONGEST 86

/* What Ethernet adds to a segment without data is no payload: 60 bytes less the shortest headers. */
#define LONGEST_PADDING 6

#define ICMP_UNREACHABLE 3
#define ICMPV6_UNREACHABLE 1
#define ICMP_HEADER_LENGTH 8
#define IPV4_HEADER_LENGTH 20
#define IPV4_HEADER_LONGEST 60
#define IPV6_HEADER_LENGTH 40

static int sip_item = -1;
static int tcp_item = -1;
static int tls_protocol = -1; /* which is its item's id too */
static int icmp_protocol = -1;
static int icmpv6_protocol = -1;
static void (*tell_wanted_changed)(void);

/* Whether the file has shown that a connection to a traversal port was accepted. */
static bool has_accepted;

static void
begin_file(void)
{
    has_accepted = false;
    if (tell_wanted_changed != NULL)
        tell_wanted_changed();
}

void
observe_register(void (*wanted_changed)(void))
{
    tell_wanted_changed = wanted_changed;
    register_init_routine(begin_file);
}

void
observe_handoff(void)
{
    sip_item = proto_registrar_get_id_byname("sip");
    tcp_item = proto_registrar_get_id_byname("tcp");
    tls_protocol = proto_registrar_get_id_byname("tls");
    icmp_protocol = proto_registrar_get_id_byname("icmp");
    icmpv6_protocol = proto_registrar_get_id_byname("icmpv6");
    if (sip_item == -1 || tcp_item == -1 || tls_protocol == -1)
        ws_warning("Expressway: this Wireshark has no protocol sip, tcp or tls; nothing will be judged");
}

/* All TCP headers matter once there is a connection whose client may try in vain to reach somebody; those of
 * a connection on a traversal port because it may have been captured twice. */
static bool
is_watching_all(void)
{
    return connect_is_watching() || encrypted_is_watching();
}

static bool
wants_tcp(void)
{
    return flow_count() > 0 || is_watching_all();
}

/* TLS records, where there is a connection to recognise: from its first one on. */
static bool
wants_tls(void)
{
    return flow_count() > 0 || has_accepted;
}

GArray *
observe_wanted_fields(void)
{
    GArray *wanted = g_array_new(FALSE, FALSE, (guint)sizeof(int));

    if (sip_item != -1)
        g_array_append_val(wanted, sip_item);
    if (tcp_item != -1 && wants_tcp())
        g_array_append_val(wanted, tcp_item);
    if (tls_protocol != -1 && wants_tls())
        g_array_append_val(wanted, tls_protocol);
    return wanted;
}

int
observe_sip_item(void)
{
    return sip_item;
}

static bool
has_layer(const packet_info *pinfo, int one, int other)
{
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);

    for (; layer != NULL; layer = wmem_list_frame_next(layer)) {
        int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));

        if (protocol == one || protocol == other)
            return true;
    }
    return false;
}

bool
observe_frame_is_quotation(const packet_info *pinfo)
{
    return has_layer(pinfo, icmp_protocol, icmpv6_protocol);
}

static const field_info *
last_tcp_item(proto_tree *tree)
{
    GPtrArray *found = tree != NULL ? proto_get_finfo_ptr_array(tree, tcp_item) : NULL;

    return found != NULL && found->len > 0 ? (const field_info *)g_ptr_array_index(found, found->len - 1)
                                           : NULL;
}

/* From the IP header before the TCP header, which is known by its addresses: time to live (RFC 791) or hop
 * limit (RFC 8200 section 3, without extension headers); 0 where it is not there. */
static guint8
hops_before(const guint8 *tcp, gint tcp_start, const packet_info *pinfo)
{
    if (pinfo->src.type == AT_IPv6)
        return tcp_start >= IPV6_HEADER_LENGTH && memcmp(tcp - 32, pinfo->src.data, 16) == 0 &&
                       memcmp(tcp - 16, pinfo->dst.data, 16) == 0
                   ? tcp[7 - IPV6_HEADER_LENGTH]
                   : 0;
    for (gint length = IPV4_HEADER_LENGTH; length <= MIN(IPV4_HEADER_LONGEST, tcp_start); length += 4) {
        const guint8 *ip = tcp - length;

        if (ip[0] == (0x40 | length / 4) && memcmp(ip + 12, pinfo->src.data, 4) == 0 &&
            memcmp(ip + 16, pinfo->dst.data, 4) == 0)
            return ip[8];
    }
    return 0;
}

/* From the item's bytes (RFC 9293 section 3.1): each field that is wanted costs all users, and the protocol's
 * item alone has it all. False where the header was not captured whole. */
static bool
read_segment(const packet_info *pinfo, proto_tree *tree, tcp_segment *segment)
{
    const field_info *item = last_tcp_item(tree);
    gint header = TCP_HEADER_LENGTH;
    const guint8 *bytes;
    gint payload;

    *segment = (tcp_segment){.payload = 0};
    if (item == NULL || item->ds_tvb == NULL || item->start < 0 ||
        tvb_captured_length_remaining(item->ds_tvb, item->start) < header)
        return false;
    bytes = tvb_get_ptr(item->ds_tvb, 0, item->start + header) + item->start;
    segment->sequence = (guint32)bytes[4] << 24 | (guint32)bytes[5] << 16 | (guint32)bytes[6] << 8 | bytes[7];
    segment->hops = hops_before(bytes, item->start, pinfo);
    segment->is_syn = (bytes[13] & TCP_SYN_ACK) == TCP_SYN;
    segment->is_answer = (bytes[13] & TCP_SYN_ACK) == TCP_SYN_ACK;
    segment->is_reset = (bytes[13] & TCP_RST) != 0;
    header = (bytes[12] >> 4) * 4;
    payload = tvb_reported_length_remaining(item->ds_tvb, item->start + header);
    segment->payload = payload > LONGEST_PADDING ? (guint32)payload : 0;
    return true;
}

/* Bytes that have arrived, up to and with a frame whose TCP header is not at hand, be it that its flow is new
 * and nobody has wanted the header yet, or that it was cut: those of the frame, or of the record that it
 * completes. */
static guint32
estimate_payload(const packet_info *pinfo)
{
    guint32 most = pinfo->fd->pkt_len > HEADERS_LONGEST ? pinfo->fd->pkt_len - HEADERS_LONGEST : 0;
    const GSList *source = pinfo->data_src != NULL ? pinfo->data_src->next : NULL;

    for (; source != NULL; source = source->next) {
        tvbuff_t *tvb = get_data_source_tvb((const struct data_source *)source->data);

        most = MAX(most, tvb_reported_length(tvb));
    }
    return most;
}

static text_view
bytes_of(const field_info *item)
{
    gint available = item->ds_tvb != NULL && item->start >= 0
                         ? MIN(item->length, tvb_captured_length_remaining(item->ds_tvb, item->start))
                         : 0;

    return available > 0 ? text_view_of((const char *)tvb_get_ptr(item->ds_tvb, item->start, available),
                                        (size_t)available)
                         : text_view_of("", 0);
}

/* What tells the connection from all others, on whichever side of a firewall. */
static void
observe_fingerprints(packet_info *pinfo, proto_tree *tree, expressway_flow *flow, const tcp_segment *segment)
{
    GPtrArray *items = tree != NULL ? proto_get_finfo_ptr_array(tree, tls_protocol) : NULL;
    bool from_client = flow_is_from_client(flow, pinfo);

    for (guint i = 0; items != NULL && i < items->len; i++)
        leg_note_tls(pinfo, flow, from_client, bytes_of((const field_info *)g_ptr_array_index(items, i)),
                     segment);
    if (segment != NULL && segment->payload > 0)
        leg_note_segment(pinfo, flow, from_client, segment);
}

/* A connection on a traversal port is shown as soon as TLS is seen on it, though nothing in it can be read.
 * segment is NULL where the TCP header is not at hand. */
static void
observe_connection(packet_info *pinfo, proto_tree *tree, const tcp_segment *segment)
{
    expressway_flow *flow = flow_find(pinfo);
    bool from_client;

    if (flow == NULL && has_layer(pinfo, tls_protocol, tls_protocol) &&
        flow_direction_by_ports(pinfo, &from_client)) {
        flow = flow_find_or_create(pinfo, from_client);
        if (flow != NULL) {
            flow_make_known(flow, pinfo);
            flow_learn_interface(flow, pinfo);
            encrypted_watch(flow);
        }
    }
    if (flow == NULL)
        return;
    flow->last_frame = pinfo->num;
    if (flow->is_known && !flow->is_declined)
        observe_fingerprints(pinfo, tree, flow, segment);
    if (!flow->is_known || flow->has_sip)
        return;
    encrypted_note_data(pinfo, flow, flow_is_from_client(flow, pinfo),
                        segment != NULL ? segment->payload : estimate_payload(pinfo));
}

/* What opens, accepts or refuses a connection matters where a client has reason to try one in vain. */
static void
observe_segment(packet_info *pinfo, const tcp_segment *segment)
{
    endpoint source;
    endpoint destination;

    if (!flow_endpoints(pinfo, &source, &destination))
        return;
    if (segment->is_syn && connect_note_syn(pinfo, source, destination, segment->sequence) != NULL)
        return;
    if (segment->is_answer || segment->is_reset)
        connect_note_answer(pinfo, source, destination, segment->is_answer && !segment->is_reset);
    if (encrypted_is_watching())
        encrypted_note_segment(pinfo, source, destination, segment);
}

/* Reads the two addresses of an IP header that ends where the quoted TCP header begins, and makes sure that
 * the ICMP header before it says "unreachable" (RFC 792, RFC 4443 section 3.1). */
static bool
read_quoted_hosts(const guint8 *bytes, gint tcp_start, host_address *source, host_address *destination)
{
    for (gint length = IPV4_HEADER_LENGTH; length <= IPV4_HEADER_LONGEST; length += 4) {
        const guint8 *ip = bytes + tcp_start - length;

        if (tcp_start < length + ICMP_HEADER_LENGTH || ip[0] != (0x40 | length / 4) ||
            ip[9] != IP_PROTO_TCP || ip[-ICMP_HEADER_LENGTH] != ICMP_UNREACHABLE)
            continue;
        *source = host_address_from_ipv4(ip + 12);
        *destination = host_address_from_ipv4(ip + 16);
        return true;
    }
    if (tcp_start >= IPV6_HEADER_LENGTH + ICMP_HEADER_LENGTH) {
        const guint8 *ip = bytes + tcp_start - IPV6_HEADER_LENGTH;

        if (ip[0] >> 4 == 6 && ip[6] == IP_PROTO_TCP && ip[-ICMP_HEADER_LENGTH] == ICMPV6_UNREACHABLE) {
            *source = host_address_from_ipv6(ip + 8);
            *destination = host_address_from_ipv6(ip + 24);
            return true;
        }
    }
    return false;
}

/* An ICMP error quotes the packet that could not be delivered, and Wireshark dissects the quotation. */
static void
observe_quotation(packet_info *pinfo, proto_tree *tree)
{
    const field_info *item = last_tcp_item(tree);
    endpoint source;
    endpoint destination;
    const guint8 *bytes;
    gint start;

    if (item == NULL || item->ds_tvb == NULL || item->start < 0 ||
        tvb_captured_length_remaining(item->ds_tvb, item->start) < 4)
        return;
    start = item->start;
    bytes = tvb_get_ptr(item->ds_tvb, 0, start + 4);
    if (!read_quoted_hosts(bytes, start, &source.host, &destination.host))
        return;
    source.port = (guint16)(bytes[start] << 8 | bytes[start + 1]);
    destination.port = (guint16)(bytes[start + 2] << 8 | bytes[start + 3]);
    connect_note_unreachable(pinfo, source, destination);
}

bool
observe_wants_other_frames(void)
{
    return connect_is_watching() || encrypted_wants_datagrams();
}

void
observe_frame(packet_info *pinfo, proto_tree *tree)
{
    GPtrArray *messages = tree != NULL ? proto_get_finfo_ptr_array(tree, sip_item) : NULL;
    bool has_sip = messages != NULL && messages->len > 0;
    bool is_candidate = flow_port_is_candidate(pinfo->srcport, pinfo->destport);
    bool is_watching = is_watching_all();
    bool wanted_tcp = wants_tcp();
    bool wanted_tls = wants_tls();
    bool has_segment;
    tcp_segment segment;
    endpoint source;
    endpoint destination;

    if (!has_sip && !is_candidate && !is_watching)
        return;
    if (observe_frame_is_quotation(pinfo)) {
        observe_quotation(pinfo, tree);
        return;
    }
    if (pinfo->ptype == PT_UDP && flow_endpoints(pinfo, &source, &destination))
        encrypted_note_datagram(source, destination);
    if (pinfo->ptype != PT_TCP)
        return;
    has_accepted = has_accepted || (is_candidate && flow_is_accepted(pinfo));
    has_segment = (is_watching || is_candidate) && read_segment(pinfo, tree, &segment);
    if (has_segment && is_watching)
        observe_segment(pinfo, &segment);
    if (is_candidate)
        observe_connection(pinfo, tree, has_segment ? &segment : NULL);
    if (has_sip)
        observe_sip_items(pinfo, messages);
    if (wants_tcp() != wanted_tcp || wants_tls() != wanted_tls)
        tell_wanted_changed();
}
