/* sip-stream.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "sip-stream.h"

#include "../capture/configuration.h"
#include "../capture/flow.h"
#include "../model/sip-message.h"

#include <epan/conversation.h>

/* From epan/dissectors/packet-tls-utils.h, which would pull in the headers of GnuTLS and Libgcrypt. */
WS_DLL_PUBLIC void tls_set_appdata_dissector(dissector_handle_t tls, packet_info *pinfo,
                                             dissector_handle_t application);

static dissector_handle_t sip_tcp;
static dissector_handle_t tls;

static bool
is_on_traversal_port(const packet_info *pinfo)
{
    return configuration_is_traversal_port(pinfo->srcport) ||
           configuration_is_traversal_port(pinfo->destport);
}

static text_view
bytes_of(tvbuff_t *tvb)
{
    guint length = tvb_captured_length(tvb);

    return length > 0 ? text_view_of((const char *)tvb_get_ptr(tvb, 0, (gint)length), length)
                      : text_view_of("", 0);
}

static void
wait_for_more(packet_info *pinfo)
{
    pinfo->desegment_offset = 0;
    pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
}

/* Stock SIP gives up on a first line that is empty, so keep-alives before the start line stay outside. A call
 * from a heuristic is one level deeper, and the level above took the right to desegment away: without it a
 * message of several records or segments is cut after the first. */
static void
call_sip(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    gint start = 0;

    while (tvb_offset_exists(tvb, start) &&
           (tvb_get_uint8(tvb, start) == '\r' || tvb_get_uint8(tvb, start) == '\n'))
        start++;
    pinfo->can_desegment = pinfo->saved_can_desegment;
    call_dissector(sip_tcp, start > 0 ? tvb_new_subset_remaining(tvb, start) : tvb, pinfo, tree);
}

static compat_bool
dissect_sip_over_tls(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    bool traversal = is_on_traversal_port(pinfo);

    switch (sip_start_probe(bytes_of(tvb))) {
    case SIP_START_YES:
        tls_set_appdata_dissector(tls, pinfo, sip_tcp);
        call_sip(tvb, pinfo, tree);
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
        flow_decline(pinfo);
    return FALSE;
}

static compat_bool
dissect_sip_over_tcp(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    conversation_t *conversation;

    if (!is_on_traversal_port(pinfo))
        return FALSE;
    switch (sip_start_probe(bytes_of(tvb))) {
    case SIP_START_YES:
        conversation = find_conversation_pinfo(pinfo, 0);
        if (conversation != NULL)
            conversation_set_dissector_from_frame_number(conversation, pinfo->num, sip_tcp);
        call_sip(tvb, pinfo, tree);
        return TRUE;
    case SIP_START_PREFIX:
        wait_for_more(pinfo);
        return TRUE;
    case SIP_START_NO:
        break;
    }
    return FALSE;
}

void
sip_stream_handoff(int proto)
{
    tls = find_dissector("tls");
    sip_tcp = find_dissector("sip.tcp");
    if (sip_tcp == NULL)
        return;
    if (tls != NULL)
        heur_dissector_add("tls", dissect_sip_over_tls, "SIP over TLS of an Expressway traversal zone",
                           "expressway_tls", proto, HEURISTIC_ENABLE);
    heur_dissector_add("tcp", dissect_sip_over_tcp, "SIP over TCP of an Expressway traversal zone",
                       "expressway_tcp", proto, HEURISTIC_ENABLE);
}
