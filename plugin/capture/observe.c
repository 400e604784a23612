/* observe.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe.h"

#include "judgement.h"
#include "observe-sip.h"

#include <epan/ftypes/ftypes.h>

#define TCP_SYN_ACK 0x0012U
#define TCP_SYN 0x0002U

static int sip_item = -1;
static int tcp_flags = -1;
static int tls_protocol = -1;
static int icmp_protocol = -1;
static int icmpv6_protocol = -1;

void
observe_handoff(void)
{
    sip_item = proto_registrar_get_id_byname("sip");
    tcp_flags = proto_registrar_get_id_byname("tcp.flags");
    tls_protocol = proto_registrar_get_id_byname("tls");
    icmp_protocol = proto_registrar_get_id_byname("icmp");
    icmpv6_protocol = proto_registrar_get_id_byname("icmpv6");
    if (sip_item == -1 || tcp_flags == -1 || tls_protocol == -1)
        ws_warning("Expressway: this Wireshark has no field sip, tcp.flags or tls; nothing will be judged");
}

GArray *
observe_wanted_fields(void)
{
    GArray *wanted = g_array_new(FALSE, FALSE, (guint)sizeof(int));

    if (sip_item != -1)
        g_array_append_val(wanted, sip_item);
    if (tcp_flags != -1)
        g_array_append_val(wanted, tcp_flags);
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

static bool
is_syn(proto_tree *tree)
{
    GPtrArray *found = tree != NULL ? proto_get_finfo_ptr_array(tree, tcp_flags) : NULL;
    field_info *flags;

    if (found == NULL || found->len == 0)
        return false;
    flags = (field_info *)g_ptr_array_index(found, found->len - 1);
    return (fvalue_get_uinteger(COMPAT_FIELD_VALUE(flags)) & TCP_SYN_ACK) == TCP_SYN;
}

/* A connection on a traversal port is shown as soon as TLS is seen on it, though nothing in it can be read.
 */
static void
observe_connection(packet_info *pinfo, proto_tree *tree)
{
    expressway_flow *flow;
    bool from_client;

    if (is_syn(tree))
        flow_note_initiator(pinfo);
    flow = flow_find(pinfo);
    if (flow == NULL && has_layer(pinfo, tls_protocol, tls_protocol) &&
        flow_direction_by_ports(pinfo, &from_client)) {
        flow = flow_find_or_create(pinfo, from_client);
        if (flow != NULL) {
            flow_make_known(flow, pinfo);
            flow_learn_interface(flow, pinfo);
        }
    }
    if (flow != NULL)
        flow->last_frame = pinfo->num;
}

void
observe_frame(packet_info *pinfo, proto_tree *tree)
{
    GPtrArray *messages = tree != NULL ? proto_get_finfo_ptr_array(tree, sip_item) : NULL;
    bool has_sip = messages != NULL && messages->len > 0;
    bool is_candidate = flow_port_is_candidate(pinfo->srcport, pinfo->destport);

    if ((!has_sip && !is_candidate) || observe_frame_is_quotation(pinfo))
        return;
    if (is_candidate)
        observe_connection(pinfo, tree);
    if (has_sip)
        observe_sip_items(pinfo, messages);
}
