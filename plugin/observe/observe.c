/* observe.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe.h"

#include "../capture/consequence/connect.h"
#include "../capture/evidence.h"
#include "../capture/failure/host-link.h"
#include "../capture/failure/reach.h"
#include "../capture/frame/captured-bytes.h"
#include "../capture/frame/flow-direction.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/frame.h"
#include "../capture/frame/sip-place.h"
#include "../capture/frame/tcp-segment.h"
#include "../capture/leg/leg-note.h"
#include "../capture/vain/encrypted.h"
#include "observe-attempt.h"
#include "observe-checks.h"
#include "tls/observe-handshake.h"
#include "observe-silence.h"
#include "observe-sip.h"

/* Bytes of headers before the data: Ethernet, IPv6, TCP with timestamps. */
#define HEADERS_ESTIMATE 86

void
observe_handoff(void)
{
    if (frame_sip_item() == -1 || proto_registrar_get_id_byname("tls") == -1)
        ws_warning("Expressway: this Wireshark has no protocol sip or tls; nothing will be judged");
}

/* Whether the headers of all TCP segments matter: once there is a connection whose client may try in vain
 * to reach an address. On a traversal port they always matter, because the connection may have been
 * captured twice. */
static bool
is_watching_all(void)
{
    return connect_is_watching() || encrypted_is_watching();
}

typedef struct {
    tvbuff_t *tvb;
    packet_info *pinfo;
    guint layers;
    bool has_segment;
    tcp_segment segment;
} observed_frame;

/* Estimates the payload if the TCP header was not read, because the flow is new or the frame was cut: the
 * bytes of the frame, or of the record that it completes. */
static guint32
estimate_payload(const packet_info *pinfo)
{
    guint32 most = pinfo->fd->pkt_len > HEADERS_ESTIMATE ? pinfo->fd->pkt_len - HEADERS_ESTIMATE : 0;
    const GSList *source = pinfo->data_src != NULL ? pinfo->data_src->next : NULL;

    for (; source != NULL; source = source->next) {
        tvbuff_t *tvb = get_data_source_tvb((const struct data_source *)source->data);

        most = MAX(most, tvb_reported_length(tvb));
    }
    return most;
}

/* Notes what identifies the connection on both sides of a firewall. */
static void
observe_fingerprints(const observed_frame *frame, expressway_flow *flow, bool from_client)
{
    if (!frame->has_segment || frame->segment.payload == 0)
        return;
    leg_note_tls(frame->pinfo, flow, from_client, &frame->segment);
    leg_note_segment(frame->pinfo, flow, from_client, &frame->segment);
    observe_checks_sides(frame->pinfo, flow);
}

static flow_carried
carried_by_tls(const observed_frame *frame)
{
    if (!frame->has_segment || frame->segment.payload == 0)
        return FLOW_CARRIES_TLS;
    return flow_direction_carried_by_tls(captured_bytes(frame->segment.tvb, frame->segment.data_start));
}

static void
make_known_by_tls(packet_info *pinfo, expressway_flow *flow)
{
    flow_make_known(flow, pinfo);
    host_link_learn(flow);
    evidence_learn_interface(flow, pinfo);
    encrypted_watch(flow);
}

/* A connection on a traversal port is shown as soon as TLS is seen on it, even if nothing in it can be
 * read. */
static void
observe_connection(const observed_frame *frame)
{
    packet_info *pinfo = frame->pinfo;
    expressway_flow *flow = frame_flow_find(pinfo);
    const tcp_segment *segment = NULL;
    bool from_client;

    if (flow == NULL && (frame->layers & FRAME_LAYER_TLS) != 0 &&
        flow_direction_of_traversal(pinfo, carried_by_tls(frame), &from_client)) {
        flow = frame_flow_find_or_create(pinfo, from_client);
        if (flow != NULL)
            make_known_by_tls(pinfo, flow);
    }
    if (flow == NULL)
        return;
    from_client = frame_flow_is_from_client(flow, pinfo);
    if (flow->is_known && frame->has_segment)
        observe_silence(pinfo, flow, from_client, &frame->segment);
    flow_note_frame(flow, pinfo);
    if (flow->is_known && !flow->is_declined)
        observe_fingerprints(frame, flow, from_client);
    if (!flow->is_known || !flow_is_unread(flow) || (frame->layers & FRAME_LAYER_LOG) != 0)
        return;
    if (flow->sip.is_seen && !flow->sip.is_in_clear)
        encrypted_watch(flow); /* known from a log; its client is not watched yet */
    if (frame->has_segment && flow->first_frame != pinfo->num)
        segment = &frame->segment;
    encrypted_note_data(pinfo, flow, from_client,
                        segment != NULL ? segment->payload : estimate_payload(pinfo), segment);
}

/* Segments that open, accept or refuse a connection matter if a client may try one in vain. */
static void
observe_segment(packet_info *pinfo, const tcp_segment *segment)
{
    endpoint source;
    endpoint destination;
    bool is_control = segment->is_syn || segment->is_answer || segment->is_reset;

    if ((!is_control && !encrypted_wants_datagrams()) || !frame_endpoints(pinfo, &source, &destination))
        return;
    if (segment->is_syn && connect_note_syn(pinfo, source, destination, segment->sequence,
                                            encrypted_precedes(source.host, pinfo)) != NULL)
        return;
    if (segment->is_answer || segment->is_reset)
        connect_note_answer(pinfo, source, destination, segment->is_answer && !segment->is_reset);
    if (encrypted_is_watching())
        encrypted_note_segment(pinfo, source, destination, segment);
}

bool
observe_wants_other_frames(void)
{
    return connect_is_watching() || encrypted_wants_datagrams() || reach_is_waiting();
}

/* A frame that quotes another: the answer to an attempt to connect. */
static void
observe_quotation(packet_info *pinfo, tvbuff_t *tvb)
{
    endpoint source;
    endpoint destination;

    if (!tcp_segment_read_unreachable(pinfo, tvb, &source, &destination))
        return;
    connect_note_unreachable(pinfo, source, destination);
    observe_attempt_unreachable(pinfo, source, destination);
}

static void
observe_datagram(packet_info *pinfo)
{
    endpoint source;
    endpoint destination;

    if (pinfo->ptype == PT_UDP && frame_endpoints(pinfo, &source, &destination))
        encrypted_note_datagram(source, destination);
}

observed
observe_frame(tvbuff_t *tvb, packet_info *pinfo)
{
    bool is_tcp = pinfo->ptype == PT_TCP;
    bool is_candidate = is_tcp && flow_port_is_candidate(pinfo->srcport, pinfo->destport);
    bool is_watching = is_watching_all();
    bool is_of_link = is_tcp && host_link_port_is_candidate(pinfo->srcport, pinfo->destport);
    bool is_behind = is_tcp && host_link_port_is_behind(pinfo->srcport, pinfo->destport);
    observed_frame frame = {.tvb = tvb, .pinfo = pinfo};
    bool is_guessed = false;

    if (!is_candidate && !is_watching && !is_of_link && !is_behind &&
        !(is_tcp && frame_has_sip_in_tcp(pinfo)) && (is_tcp || !reach_is_waiting()))
        return OBSERVED_NOTHING;
    frame.layers = frame_layers(pinfo);
    if ((frame.layers & FRAME_LAYER_ICMP) != 0) {
        observe_quotation(pinfo, tvb);
        return OBSERVED;
    }
    if (!is_tcp && !is_watching)
        return OBSERVED_NOTHING;
    if (!is_tcp) {
        observe_datagram(pinfo);
        return OBSERVED;
    }
    frame.has_segment = (is_watching || is_candidate || is_of_link || is_behind) &&
                        (frame.layers & FRAME_LAYER_LOG) == 0 && tcp_segment_read(pinfo, tvb, &frame.segment);
    if (frame.has_segment && is_watching)
        observe_segment(pinfo, &frame.segment);
    if (frame.has_segment && (is_candidate || is_of_link))
        observe_attempt(pinfo, &frame.segment);
    if (frame.has_segment && (is_candidate || is_behind))
        observe_handshake(pinfo, &frame.segment);
    if (is_candidate)
        observe_connection(&frame);
    if ((frame.layers & FRAME_LAYER_SIP) != 0)
        observe_sip_places(pinfo, sip_place_of_frame(pinfo, tvb, &is_guessed));
    return is_guessed ? OBSERVED_STRAY_SIP : OBSERVED;
}
