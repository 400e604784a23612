/* frame-flow.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame-flow.h"

#include "../configuration.h"
#include "../generation.h"
#include "flow-direction.h"
#include "frame-conversation.h"
#include "frame.h"
#include "same-ends.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

#include <string.h>

static int proto_of_flows = -1;

/* The flow of the latest frame, which is asked for more than once. */
static struct {
    guint32 frame;
    bool is_first_pass;
    bool has_direction;
    bool from_client;
    expressway_flow *flow;
} latest;

static void
begin_file(void)
{
    memset(&latest, 0, sizeof latest);
}

void
frame_flow_register(int proto)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
    proto_of_flows = proto;
    same_ends_register();
}

static bool
is_lower(const endpoint *a, const endpoint *b)
{
    int hosts = memcmp(a->host.bytes, b->host.bytes, sizeof a->host.bytes);

    return hosts != 0 ? hosts < 0 : a->port < b->port;
}

/* The lower endpoint first, in both directions. */
static bool
pair_of(const packet_info *pinfo, endpoint_pair *pair)
{
    endpoint source;
    endpoint destination;

    memset(pair, 0, sizeof *pair);
    if (!frame_endpoints(pinfo, &source, &destination))
        return false;
    pair->first = is_lower(&source, &destination) ? source : destination;
    pair->second = is_lower(&source, &destination) ? destination : source;
    return true;
}

static gint64
time_of(const packet_info *pinfo)
{
    return pinfo->fd->has_ts && pinfo->abs_ts.secs != 0 ? frame_milliseconds_of(&pinfo->abs_ts)
                                                        : SAME_ENDS_NO_TIME;
}

/* An entry of a log, or an exported PDU: it has no TCP conversation. */
static bool
is_record(const packet_info *pinfo, const conversation_t *conversation)
{
    return conversation == NULL ||
           pinfo->rec->rec_header.packet_header.pkt_encap == WTAP_ENCAP_WIRESHARK_UPPER_PDU;
}

/* On later passes, a frame's flow is the one that the first pass found. Where it found none, the entry
 * comes before the first message of its connection. */
static expressway_flow *
look_up_record(const packet_info *pinfo)
{
    expressway_flow *flow = same_ends_of_frame(pinfo->num);
    endpoint_pair ends;

    if (flow != NULL || !pair_of(pinfo, &ends))
        return flow;
    flow = same_ends_nearest(&ends, time_of(pinfo));
    if (flow != NULL && !pinfo->fd->visited) {
        same_ends_keep_frame(pinfo->num, flow);
        same_ends_note_time(flow, time_of(pinfo));
    }
    return flow;
}

static void
attach(conversation_t *conversation, expressway_flow *flow)
{
    conversation_add_proto_data(conversation, proto_of_flows, flow);
    same_ends_note_conversation(flow);
}

/* A conversation without a flow may belong to a flow that is known from a log. */
static expressway_flow *
adopt(const packet_info *pinfo, conversation_t *conversation)
{
    const struct tcp_analysis *tcp = frame_tcp(conversation);
    bool has_syn = tcp != NULL && (tcp->conversation_completeness & TCP_SYN_WAS_SEEN) != 0;
    bool is_syn = has_syn && conversation->setup_frame == pinfo->num;
    gint64 time = has_syn ? frame_milliseconds_of(&tcp->ts_first) : time_of(pinfo);
    expressway_flow *flow;
    endpoint_pair ends;

    if ((!is_syn && !same_ends_are_waiting()) || !pair_of(pinfo, &ends))
        return NULL;
    flow = same_ends_waiting(&ends, time, has_syn);
    if (flow != NULL)
        attach(conversation, flow);
    if (is_syn)
        same_ends_begin(&ends, time, flow);
    return flow;
}

static void
note_packet(const packet_info *pinfo, const conversation_t *conversation, expressway_flow *flow)
{
    const struct tcp_analysis *tcp = frame_tcp(conversation);

    same_ends_note_time(flow, time_of(pinfo));
    if (tcp != NULL && (tcp->conversation_completeness & TCP_END_WAS_SEEN) != 0) {
        flow->span.has_ended = true;
        flow->span.ended = flow->span.last;
    }
}

static expressway_flow *
look_up(packet_info *pinfo)
{
    conversation_t *conversation = frame_conversation(pinfo);
    expressway_flow *flow;

    if (is_record(pinfo, conversation))
        return look_up_record(pinfo);
    flow = (expressway_flow *)conversation_get_proto_data(conversation, proto_of_flows);
    if (pinfo->fd->visited)
        return flow;
    if (flow == NULL)
        flow = adopt(pinfo, conversation);
    if (flow != NULL)
        note_packet(pinfo, conversation, flow);
    return flow;
}

expressway_flow *
frame_flow_find(packet_info *pinfo)
{
    bool is_first_pass = !pinfo->fd->visited;

    if (latest.frame != pinfo->num || latest.is_first_pass != is_first_pass) {
        latest.flow = look_up(pinfo);
        latest.frame = pinfo->num;
        latest.is_first_pass = is_first_pass;
        latest.has_direction = false;
    }
    return latest.flow;
}

/* Whether an entry with that time can belong to TCP's conversation, which has no flow yet. */
static bool
is_alive(const conversation_t *conversation, gint64 time)
{
    const struct tcp_analysis *tcp = frame_tcp(conversation);
    gint64 last;

    if (tcp == NULL || conversation_get_proto_data(conversation, proto_of_flows) != NULL)
        return false;
    last = frame_milliseconds_of(&tcp->ts_prev);
    return time == SAME_ENDS_NO_TIME ||
           ABS(time - last) <= ((tcp->conversation_completeness & TCP_END_WAS_SEEN) != 0 ? SAME_ENDS_TOLERANCE
                                                                                         : SAME_ENDS_SILENCE);
}

static void
keep(packet_info *pinfo, expressway_flow *flow)
{
    conversation_t *conversation = frame_conversation(pinfo);
    bool is_of_record = is_record(pinfo, conversation);
    endpoint_pair ends;

    if (pair_of(pinfo, &ends))
        same_ends_add(&ends, flow, time_of(pinfo));
    if (is_of_record)
        same_ends_keep_frame(pinfo->num, flow);
    if (conversation != NULL && (!is_of_record || is_alive(conversation, time_of(pinfo))))
        attach(conversation, flow);
}

expressway_flow *
frame_flow_find_or_create(packet_info *pinfo, bool from_client)
{
    expressway_flow *flow = frame_flow_find(pinfo);
    endpoint source;
    endpoint destination;

    if (flow != NULL)
        return flow;
    if (!frame_endpoints(pinfo, &source, &destination))
        return NULL;
    flow = flow_new(from_client ? source : destination, from_client ? destination : source);
    keep(pinfo, flow);
    latest.flow = flow;
    latest.has_direction = false;
    return flow;
}

static bool
is_from_client(const expressway_flow *flow, const packet_info *pinfo)
{
    endpoint source;
    endpoint destination;

    return pinfo->srcport == flow->client.port && frame_endpoints(pinfo, &source, &destination) &&
           endpoint_equal(&source, &flow->client);
}

bool
frame_flow_is_from_client(const expressway_flow *flow, const packet_info *pinfo)
{
    if (flow != latest.flow || latest.frame != pinfo->num || latest.is_first_pass != !pinfo->fd->visited)
        return is_from_client(flow, pinfo);
    if (!latest.has_direction)
        latest.from_client = is_from_client(flow, pinfo);
    latest.has_direction = true;
    return latest.from_client;
}

void
frame_flow_decline(packet_info *pinfo)
{
    bool from_client = false;
    expressway_flow *flow;

    if (!flow_direction_of_traversal(pinfo, FLOW_CARRIES_TLS, &from_client))
        return;
    flow = frame_flow_find_or_create(pinfo, from_client);
    if (flow == NULL || flow->sip.is_seen || flow->is_declined)
        return;
    flow->is_declined = true;
    generation_raise();
}

void
frame_flow_note_connecting(packet_info *pinfo)
{
    endpoint_pair ends;

    if (pair_of(pinfo, &ends))
        same_ends_begin(&ends, time_of(pinfo), NULL);
}

void
frame_flow_note_closed(packet_info *pinfo)
{
    gint64 time = time_of(pinfo);
    expressway_flow *flow = NULL;
    endpoint_pair ends;

    if (time != SAME_ENDS_NO_TIME && pair_of(pinfo, &ends))
        flow = same_ends_nearest(&ends, time);
    if (flow == NULL || flow->span.has_ended)
        return;
    flow->span.has_ended = true;
    flow->span.ended = time;
}
