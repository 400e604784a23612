/* traversal-stream.c
 * Wireshark keeps the dissector of a connection with its conversation. At first that is ours (look), later
 * TLS, SIP or none, so no other state is needed. What is set for frame 0 may be replaced by a dissector that
 * claims the conversation, as would happen without this plugin.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "traversal-stream.h"

#include "segment-again.h"
#include "sip-stream.h"

#include "../capture/configuration.h"
#include "../capture/frame/captured-bytes.h"
#include "../capture/frame/flow-direction.h"
#include "../capture/frame/frame-conversation.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../model/tls/stream-start.h"

#include <epan/conversation.h>

static dissector_handle_t look;
static dissector_handle_t tls;
static dissector_table_t tcp_ports;

/* A "Decode As" of the user for one of the ports comes first, as it does without this plugin. */
static bool
is_decoded_as(const packet_info *pinfo)
{
    return dissector_is_uint_changed(tcp_ports, pinfo->srcport) ||
           dissector_is_uint_changed(tcp_ports, pinfo->destport);
}

/* Whether the data is the first that one end of the connection sends, and the SYN was captured. */
static bool
is_beginning(const conversation_t *conversation, const struct tcpinfo *info)
{
    const struct tcp_analysis *tcp = frame_tcp(conversation);

    return info != NULL && tcp != NULL && tcp->fwd != NULL &&
           (tcp->conversation_completeness & TCP_SYN_WAS_SEEN) != 0 &&
           (info->seq == 1 || info->seq == tcp->fwd->base_seq + 1); /* relative, or as sent */
}

static bool
is_traversal(packet_info *pinfo, flow_carried carried)
{
    bool from_client;

    return flow_direction_of_traversal(pinfo, carried, &from_client);
}

static int
hand_over(dissector_handle_t to, tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    conversation_t *conversation = frame_conversation(pinfo);

    if (conversation != NULL && !pinfo->fd->visited) {
        const struct tcp_analysis *tcp = frame_tcp(conversation);

        conversation_set_dissector_from_frame_number(conversation, pinfo->num, to);
        if (tcp != NULL && tcp->rev != NULL)
            segment_again_forget_rest(tcp->rev);
    }
    if (to == tls)
        sip_stream_expect_in_tls(pinfo, false);
    pinfo->can_desegment = pinfo->saved_can_desegment;
    return call_dissector_only(to, tvb, pinfo, tree, data);
}

static int
wait_for_more(tvbuff_t *tvb, packet_info *pinfo)
{
    if (pinfo->saved_can_desegment == 0)
        return 0;
    pinfo->desegment_offset = 0;
    pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
    return (int)tvb_captured_length(tvb);
}

/* Steps aside for good where the first data of the connection is something else. Where the start of the
 * connection was not captured, any later segment may be the first that begins with a record or a message, so
 * it stays. */
static int
leave(packet_info *pinfo, void *data)
{
    conversation_t *conversation = frame_conversation(pinfo);

    if (conversation != NULL && !pinfo->fd->visited &&
        is_beginning(conversation, (const struct tcpinfo *)data))
        conversation_set_dissector(conversation, NULL);
    return 0;
}

static int
dissect_look(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data)
{
    text_view bytes = captured_bytes(tvb, 0);

    switch (stream_start_probe(bytes)) {
    case STREAM_TLS:
        if (is_traversal(pinfo, flow_direction_carried_by_tls(bytes)))
            return hand_over(tls, tvb, pinfo, tree, data);
        break;
    case STREAM_SIP:
        if (is_traversal(pinfo, FLOW_CARRIES_SIP))
            return hand_over(sip_stream_handle(), tvb, pinfo, tree, data);
        break;
    case STREAM_SILENT:
        return call_data_dissector(tvb, pinfo, tree);
    case STREAM_UNDECIDED:
        return wait_for_more(tvb, pinfo);
    case STREAM_OTHER:
        break;
    }
    return leave(pinfo, data);
}

/* TLS that was recognised without help from the first frame on can still lose the data that it carries to
 * another dissector. */
static void
note_tls(packet_info *pinfo)
{
    const conversation_t *conversation = frame_conversation(pinfo);

    if (conversation != NULL && conversation->setup_frame == pinfo->num)
        sip_stream_expect_in_tls(pinfo, false);
}

/* Nothing is left to do: SIP or TLS has the frame, it only quotes a segment, or the packets of the flow have
 * shown what it is. */
static bool
is_settled(packet_info *pinfo)
{
    guint layers = frame_layers(pinfo);
    const expressway_flow *flow;

    if (COMPAT_TLS_ASKS_PORTS_FIRST && (layers & FRAME_LAYER_TLS) != 0)
        note_tls(pinfo);
    if ((layers & (FRAME_LAYER_TLS | FRAME_LAYER_SIP | FRAME_LAYER_ICMP)) != 0)
        return true;
    flow = frame_flow_find(pinfo);
    return flow != NULL && (!flow->sip.is_seen || flow->sip.is_in_clear);
}

/* Whether the data of the frame shows that the wrong dissector took it. */
static bool
was_taken_wrongly(tvbuff_t *tvb, packet_info *pinfo, bool is_first, tcp_segment *segment)
{
    text_view bytes;

    if (!tcp_segment_read(pinfo, tvb, segment) || segment->payload == 0)
        return false;
    bytes = text_view_first(captured_bytes(tvb, segment->data_start), segment->payload);
    switch (stream_start_probe(bytes)) {
    case STREAM_TLS:
        if (!is_traversal(pinfo, flow_direction_carried_by_tls(bytes)))
            return false;
        sip_stream_expect_in_tls(pinfo, true); /* even if a dissector has been set for the session */
        return true;
    case STREAM_SIP:
        return is_traversal(pinfo, FLOW_CARRIES_SIP);
    case STREAM_UNDECIDED:
        return is_first;
    case STREAM_SILENT:
    case STREAM_OTHER:
        break;
    }
    return false;
}

/* Whether the conversation began with a SYN to another port. */
static bool
is_opened_elsewhere(const conversation_t *conversation, const struct tcp_analysis *tcp)
{
    return (tcp->conversation_completeness & TCP_SYN_WAS_SEEN) != 0 &&
           !configuration_is_traversal_port(conversation_key_port2(conversation->key_ptr));
}

/* Sets our dissector for the connection where no dissector has claimed it. A claim that is as old as the
 * connection comes from a dissector that has seen the first data only. */
static bool
watch(const packet_info *pinfo, conversation_t *conversation, const struct tcp_analysis *tcp)
{
    bool is_new = conversation->dissector_tree == NULL;

    if (!is_new && conversation_get_dissector(conversation, pinfo->num) == look)
        return true;
    if ((!is_new && conversation->setup_frame != pinfo->num) || is_opened_elsewhere(conversation, tcp) ||
        is_decoded_as(pinfo))
        return false;
    if (is_new)
        conversation_set_dissector(conversation, look);
    return true;
}

void
traversal_stream_note_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    conversation_t *conversation;
    struct tcp_analysis *tcp;
    tcp_segment segment;

    if (look == NULL || is_settled(pinfo))
        return;
    conversation = frame_conversation(pinfo);
    tcp = frame_tcp(conversation);
    if (tcp == NULL || !watch(pinfo, conversation, tcp) ||
        !was_taken_wrongly(tvb, pinfo, conversation->setup_frame == pinfo->num, &segment) ||
        !segment_again_is_possible(tcp, &segment))
        return;
    conversation_set_dissector_from_frame_number(conversation, pinfo->num, look);
    segment_again_dissect(tvb, pinfo, tree, tcp, &segment);
}

void
traversal_stream_handoff(void)
{
    tls = find_dissector("tls");
    tcp_ports = find_dissector_table("tcp.port");
    if (tls != NULL && tcp_ports != NULL && sip_stream_handle() != NULL)
        look = create_dissector_handle_with_name(dissect_look, sip_stream_protocol(), "expressway.look");
}
