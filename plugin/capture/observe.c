/* observe.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe.h"

#include "connect.h"
#include "encrypted.h"
#include "judgement.h"
#include "observe-sip.h"

#include <epan/ftypes/ftypes.h>
#include <epan/ipproto.h>

#define TCP_SYN 0x0002U
#define TCP_RST 0x0004U
#define TCP_SYN_ACK 0x0012U

#define ICMP_UNREACHABLE 3
#define ICMPV6_UNREACHABLE 1
#define ICMP_HEADER_LENGTH 8

static int sip_item = -1;
static int tcp_flags = -1;
static int tcp_len = -1;
static int tls_protocol = -1;
static int icmp_protocol = -1;
static int icmpv6_protocol = -1;

void
observe_handoff(void)
{
    sip_item = proto_registrar_get_id_byname("sip");
    tcp_flags = proto_registrar_get_id_byname("tcp.flags");
    tcp_len = proto_registrar_get_id_byname("tcp.len");
    tls_protocol = proto_registrar_get_id_byname("tls");
    icmp_protocol = proto_registrar_get_id_byname("icmp");
    icmpv6_protocol = proto_registrar_get_id_byname("icmpv6");
    if (sip_item == -1 || tcp_flags == -1 || tcp_len == -1 || tls_protocol == -1)
        ws_warning(
            "Expressway: this Wireshark has no field sip, tcp.flags, tcp.len or tls; nothing will be judged");
}

GArray *
observe_wanted_fields(void)
{
    const int fields[] = {sip_item, tcp_flags, tcp_len, icmp_protocol, icmpv6_protocol};
    GArray *wanted = g_array_new(FALSE, FALSE, (guint)sizeof(int));

    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (fields[i] != -1)
            g_array_append_val(wanted, fields[i]);
    }
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

/* Value of the frame's last field of that id: of the innermost TCP header. 0 where there is none. */
static guint32
last_value(proto_tree *tree, int field)
{
    GPtrArray *found = tree != NULL ? proto_get_finfo_ptr_array(tree, field) : NULL;
    field_info *last;

    if (found == NULL || found->len == 0)
        return 0;
    last = (field_info *)g_ptr_array_index(found, found->len - 1);
    return fvalue_get_uinteger(COMPAT_FIELD_VALUE(last));
}

/* A connection on a traversal port is shown as soon as TLS is seen on it, though nothing in it can be read.
 */
static void
observe_connection(packet_info *pinfo, proto_tree *tree)
{
    expressway_flow *flow;
    bool from_client;

    if ((last_value(tree, tcp_flags) & TCP_SYN_ACK) == TCP_SYN)
        flow_note_initiator(pinfo);
    flow = flow_find(pinfo);
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
    if (flow->is_known && !flow->has_sip)
        encrypted_note_data(pinfo, flow, flow_is_from_client(flow, pinfo), last_value(tree, tcp_len));
}

/* What opens, accepts or refuses a connection matters where a client has reason to try one in vain. */
static void
observe_segment(packet_info *pinfo, proto_tree *tree)
{
    guint32 flags = last_value(tree, tcp_flags);
    bool is_syn = (flags & TCP_SYN_ACK) == TCP_SYN;
    bool is_answer = (flags & TCP_SYN_ACK) == TCP_SYN_ACK;
    bool is_reset = (flags & TCP_RST) != 0;
    endpoint source;
    endpoint destination;

    if (!flow_endpoints(pinfo, &source, &destination))
        return;
    if (is_syn && connect_note_syn(pinfo, source, destination) != NULL)
        return;
    if (is_answer || is_reset)
        connect_note_answer(pinfo, source, destination, is_answer && !is_reset);
    if (encrypted_is_watching())
        encrypted_note_segment(pinfo, source, destination, is_syn, is_answer, is_reset);
}

/* The two ends of the TCP packet that an ICMP error quotes (RFC 792, RFC 4443 section 3.1). False where the
 * item is no such error, or is cut before the ports. */
static bool
read_quotation(const field_info *icmp, bool is_v6, endpoint *source, endpoint *destination)
{
    const guint8 *bytes;
    gint length = icmp->ds_tvb != NULL ? tvb_captured_length_remaining(icmp->ds_tvb, icmp->start) : 0;
    gint ip = ICMP_HEADER_LENGTH;
    gint tcp = ip + (is_v6 ? 40 : 20);

    if (length < tcp + 4)
        return false;
    bytes = tvb_get_ptr(icmp->ds_tvb, icmp->start, length);
    if (is_v6) {
        if (bytes[0] != ICMPV6_UNREACHABLE || bytes[ip + 6] != IP_PROTO_TCP)
            return false;
        source->host = host_address_from_ipv6(bytes + ip + 8);
        destination->host = host_address_from_ipv6(bytes + ip + 24);
    } else {
        tcp = ip + (bytes[ip] & 0x0f) * 4;
        if (bytes[0] != ICMP_UNREACHABLE || bytes[ip + 9] != IP_PROTO_TCP || tcp < ip + 20 ||
            length < tcp + 4)
            return false;
        source->host = host_address_from_ipv4(bytes + ip + 12);
        destination->host = host_address_from_ipv4(bytes + ip + 16);
    }
    source->port = (guint16)(bytes[tcp] << 8 | bytes[tcp + 1]);
    destination->port = (guint16)(bytes[tcp + 2] << 8 | bytes[tcp + 3]);
    return true;
}

static void
observe_quotation(packet_info *pinfo, proto_tree *tree)
{
    const int protocols[] = {icmp_protocol, icmpv6_protocol};
    endpoint source;
    endpoint destination;

    for (guint i = 0; i < G_N_ELEMENTS(protocols) && tree != NULL; i++) {
        GPtrArray *found = proto_get_finfo_ptr_array(tree, protocols[i]);

        if (found != NULL && found->len > 0 &&
            read_quotation((const field_info *)g_ptr_array_index(found, 0), protocols[i] == icmpv6_protocol,
                           &source, &destination))
            connect_note_unreachable(pinfo, source, destination);
    }
}

bool
observe_wants_other_frames(void)
{
    return connect_is_watching();
}

void
observe_frame(packet_info *pinfo, proto_tree *tree)
{
    GPtrArray *messages = tree != NULL ? proto_get_finfo_ptr_array(tree, sip_item) : NULL;
    bool has_sip = messages != NULL && messages->len > 0;
    bool is_candidate = flow_port_is_candidate(pinfo->srcport, pinfo->destport);
    bool is_watching = connect_is_watching() || encrypted_is_watching();

    if (!has_sip && !is_candidate && !is_watching)
        return;
    if (observe_frame_is_quotation(pinfo)) {
        observe_quotation(pinfo, tree);
        return;
    }
    if (pinfo->ptype != PT_TCP)
        return;
    if (is_watching)
        observe_segment(pinfo, tree);
    if (is_candidate)
        observe_connection(pinfo, tree);
    if (has_sip)
        observe_sip_items(pinfo, messages);
}
