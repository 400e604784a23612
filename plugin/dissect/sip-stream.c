/* sip-stream.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "sip-stream.h"

#include "../capture/configuration.h"
#include "../capture/frame/captured-bytes.h"
#include "../capture/frame/frame-conversation.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../capture/frame/sip-place.h"
#include "../model/sip/sip-message.h"

#include <epan/conversation.h>

/* From epan/dissectors/packet-tls-utils.h, which would pull in the headers of GnuTLS and Libgcrypt. */
WS_DLL_PUBLIC void tls_set_appdata_dissector(dissector_handle_t tls, packet_info *pinfo,
                                             dissector_handle_t application);

static int proto_stream = -1;
static int sip_protocol = -1;
static int tcp_protocol = -1;
static int tls_protocol = -1;
static dissector_handle_t sip_tcp;
static dissector_handle_t stream;
static dissector_handle_t expecting;
static dissector_handle_t tls;
static dissector_table_t tls_ports;
static heur_dissector_list_t tls_heuristics;

static bool
is_on_traversal_port(const packet_info *pinfo)
{
    return configuration_is_traversal_port(pinfo->srcport) ||
           configuration_is_traversal_port(pinfo->destport);
}

static gint
skip_keep_alives(tvbuff_t *tvb, gint start)
{
    text_view bytes = captured_bytes(tvb, start);

    return start + (gint)(bytes.length - sip_skip_keep_alives(bytes).length);
}

/* Wireshark's SIP dissector gives up at an empty first line, so keep-alives are left out, before the first
 * message and after any other. This call is one level deeper than usual, and the level above has cleared
 * can_desegment: it is restored, or a message of several records or segments would end after the first. */
static int
dissect_stream(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    guint16 can_desegment = pinfo->saved_can_desegment;
    gint end = (gint)tvb_captured_length(tvb);
    gint start = 0;
    gint next = skip_keep_alives(tvb, 0);

    do {
        int used;

        start = next;
        if (start >= end)
            return end;
        pinfo->can_desegment = can_desegment;
        sip_place_begin(pinfo, tvb, start);
        used = call_dissector_only(sip_tcp, start > 0 ? tvb_new_subset_remaining(tvb, start) : tvb, pinfo,
                                   tree, data);
        if (pinfo->desegment_len > 0) {
            pinfo->desegment_offset += start;
            sip_place_end(pinfo, start, pinfo->desegment_offset);
            return end;
        }
        if (used >= 0)
            return used > 0 || start > 0 ? end : 0;
        next = start + (gint)sip_messages_length(captured_bytes(tvb, start));
        sip_place_end(pinfo, start, next);
        next = next > start ? skip_keep_alives(tvb, next) : start;
    } while (next > start);
    return end;
}

static void
wait_for_more(packet_info *pinfo)
{
    pinfo->desegment_offset = 0;
    pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
}

/* Keep-alives alone do not tell what follows them. */
static bool
is_silent(tvbuff_t *tvb)
{
    return skip_keep_alives(tvb, 0) == (gint)tvb_captured_length(tvb);
}

static compat_bool
dissect_sip_over_tls(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    bool traversal = is_on_traversal_port(pinfo);

    if (traversal && is_silent(tvb)) {
        call_data_dissector(tvb, pinfo, tree);
        return TRUE;
    }
    switch (sip_start_probe(captured_bytes(tvb, 0))) {
    case SIP_START_YES:
        tls_set_appdata_dissector(tls, pinfo, stream);
        dissect_stream(tvb, pinfo, tree, NULL);
        return TRUE;
    case SIP_START_PREFIX:
        if (!traversal)
            return FALSE;
        wait_for_more(pinfo);
        return TRUE;
    case SIP_START_NO:
        break;
    }
    if (traversal && !pinfo->fd->visited)
        frame_flow_decline(pinfo);
    return FALSE;
}

/* Only the first data of a connection whose SYN was not captured comes here: every other connection already
 * has a dissector (traversal-stream.c). */
static compat_bool
dissect_sip_over_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    conversation_t *conversation = is_on_traversal_port(pinfo) ? frame_conversation(pinfo) : NULL;

    if (conversation == NULL || conversation->dissector_tree != NULL)
        return FALSE;
    if (is_silent(tvb)) {
        call_data_dissector(tvb, pinfo, tree);
        return TRUE;
    }
    switch (sip_start_probe(captured_bytes(tvb, 0))) {
    case SIP_START_YES:
        conversation_set_dissector_from_frame_number(conversation, pinfo->num, stream);
        dissect_stream(tvb, pinfo, tree, NULL);
        return TRUE;
    case SIP_START_PREFIX:
        wait_for_more(pinfo);
        return TRUE;
    case SIP_START_NO:
        break;
    }
    return FALSE;
}

static dissector_handle_t
bound_to_other_end(const packet_info *pinfo)
{
    bool from_server = configuration_is_traversal_port(pinfo->srcport);

    return dissector_get_uint_handle(tls_ports, from_server ? pinfo->destport : pinfo->srcport);
}

/* Dissects the data of a session that was expected to carry SIP. Data that is not SIP goes to the dissector
 * that would have had it. */
static int
dissect_expected(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    dissector_handle_t bound = bound_to_other_end(pinfo);
    heur_dtbl_entry_t *entry;

    if (dissect_sip_over_tls(tvb, pinfo, tree, data))
        return (int)tvb_captured_length(tvb);
    pinfo->can_desegment = pinfo->saved_can_desegment;
    if (bound != NULL) {
        tls_set_appdata_dissector(tls, pinfo, bound);
        return call_dissector_only(bound, tvb, pinfo, tree, data);
    }
    if (!dissector_try_heuristic(tls_heuristics, tvb, pinfo, tree, &entry, data))
        call_data_dissector(tvb, pinfo, tree);
    return (int)tvb_captured_length(tvb);
}

void
sip_stream_expect_in_tls(packet_info *pinfo, bool always)
{
    bool is_bound = COMPAT_TLS_ASKS_PORTS_FIRST && tls_ports != NULL && bound_to_other_end(pinfo) != NULL;

    if (pinfo->fd->visited || expecting == NULL || (!is_bound && !always) ||
        dissector_is_uint_changed(tls_ports, pinfo->srcport) ||
        dissector_is_uint_changed(tls_ports, pinfo->destport))
        return;
    tls_set_appdata_dissector(tls, pinfo, expecting);
}

void
sip_stream_adopt(packet_info *pinfo)
{
    conversation_t *conversation = frame_conversation(pinfo);
    int below = frame_layer_below(pinfo, sip_protocol);

    if (stream == NULL || conversation == NULL)
        return;
    if (below == tls_protocol && tls != NULL)
        tls_set_appdata_dissector(tls, pinfo, stream);
    else if (below == tcp_protocol)
        conversation_set_dissector_from_frame_number(conversation, pinfo->num + 1, stream);
}

dissector_handle_t
sip_stream_handle(void)
{
    return stream;
}

int
sip_stream_protocol(void)
{
    return proto_stream;
}

void
sip_stream_register(int proto)
{
    proto_stream = proto_register_protocol_in_name_only(
        "SIP of an Expressway traversal zone", "SIP (traversal)", "expressway.sip", proto, FT_PROTOCOL);
}

void
sip_stream_handoff(int proto)
{
    sip_protocol = proto_registrar_get_id_byname("sip");
    tcp_protocol = proto_registrar_get_id_byname("tcp");
    tls_protocol = proto_registrar_get_id_byname("tls");
    tls = find_dissector("tls");
    sip_tcp = find_dissector("sip.tcp");
    if (sip_tcp == NULL)
        return;
    /* Exported PDUs are labelled with this name, so any Wireshark can read them. */
    stream = create_dissector_handle_with_name(dissect_stream, proto_stream, "sip.tcp");
    tls_ports = find_dissector_table("tls.port");
    tls_heuristics = find_heur_dissector_list("tls");
    if (tls != NULL && tls_ports != NULL && tls_heuristics != NULL)
        expecting = create_dissector_handle_with_name(dissect_expected, proto_stream, "sip.tcp");
    if (tls != NULL)
        heur_dissector_add("tls", dissect_sip_over_tls, "SIP over TLS of an Expressway traversal zone",
                           "expressway_tls", proto, HEURISTIC_ENABLE);
    heur_dissector_add("tcp", dissect_sip_over_tcp, "SIP over TCP of an Expressway traversal zone",
                       "expressway_tcp", proto, HEURISTIC_ENABLE);
}
