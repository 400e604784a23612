/* observe-attempt.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-attempt.h"

#include "../capture/configuration.h"
#include "../capture/failure/failure-variant.h"
#include "../capture/failure/host-link.h"
#include "../capture/failure/reach.h"
#include "../capture/frame/frame.h"
#include "observe-silence.h"
#include "observe-tunnel.h"

/* Whether a connection from client to server is one of Expressway-C to Expressway-E. A host that has tried
 * from other ports is a stranger, who happens to use one of C's. */
static bool
is_of_link(endpoint client, endpoint server)
{
    if (!configuration_is_traversal_port(server.port))
        return host_link_between(client.host, server.host) != NULL;
    if (host_link_is_client(client))
        return !connect_expects(client.host, server);
    reach_note_stranger(client, server);
    return false;
}

static failure_seen
seen_of(const reach *one, confidence sure)
{
    failure_seen seen = {
        .source = FAILURE_FROM_PACKETS, .sure = sure, .client = one->client, .server = one->server};

    if (one->server.port == HOST_LINK_SSH) {
        seen.what = FAILURE_SSH_TUNNEL;
        seen.variant = FAILURE_TUNNEL_UNREACHABLE;
        seen.code = one->outcome;
    } else if (one->server.port == HOST_LINK_XMPP) {
        seen.what = FAILURE_XMPP_LINK;
        seen.variant = FAILURE_XMPP_UNREACHABLE;
        seen.code = one->outcome;
    } else {
        seen.what = FAILURE_ZONE_UNREACHABLE;
        seen.variant = one->outcome;
    }
    return seen;
}

static void
say(reach *one, packet_info *pinfo, const char *sender)
{
    failure_seen seen = seen_of(one, CONFIDENCE_PROVEN);

    seen.name = sender;
    failure_withdraw(one->suspected);
    one->suspected = NULL;
    one->said = failure_note(pinfo, &seen);
    for (guint i = 0; i < one->frame_count; i++)
        failure_shown_in(one->said, one->frames[i]);
}

/* One attempt that nothing answers is probable; one that is refused may be chance. */
static void
note_failed(reach *one, packet_info *pinfo, const char *sender)
{
    failure_seen seen;

    observe_silence_next(pinfo, one, false);
    if (one->is_stranger || reach_is_of_scanner(one))
        return;
    if (one->failed >= REACH_PROOF) {
        say(one, pinfo, sender);
        return;
    }
    if (one->outcome != CONNECT_UNANSWERED || one->has_connected)
        return;
    seen = seen_of(one, CONFIDENCE_PROBABLE);
    one->suspected = failure_note(pinfo, &seen);
}

/* A port that worked before and works again was closed for a time, as in a restart. */
static void
note_connected(reach *one, packet_info *pinfo)
{
    observe_silence_next(pinfo, one, one->syns == 1);
    failure_withdraw(one->suspected);
    if (one->has_connected)
        failure_withdraw(one->said);
    else
        failure_recovered(one->said, pinfo);
    one->suspected = NULL;
    one->said = NULL;
    one->has_connected = true;
}

static void
observe_syn(packet_info *pinfo, const tcp_segment *segment, endpoint client, endpoint server)
{
    bool has_failed;
    reach *one;

    if (!is_of_link(client, server))
        return;
    one = reach_note_syn(pinfo, client, server, segment->sequence, &has_failed);
    if (has_failed)
        note_failed(one, pinfo, NULL);
}

static void
observe_answer(packet_info *pinfo, const tcp_segment *segment, endpoint client, endpoint server)
{
    reach *one = reach_of(client.host, server);

    if (one == NULL || one->client.port != client.port)
        return;
    if (segment->is_reset) {
        if (reach_fail(one, pinfo, CONNECT_REFUSED))
            note_failed(one, pinfo, NULL);
        return;
    }
    if (reach_connect(one, pinfo))
        note_connected(one, pinfo);
}

void
observe_attempt(packet_info *pinfo, const tcp_segment *segment)
{
    endpoint source;
    endpoint destination;
    bool is_tunnel = pinfo->srcport == HOST_LINK_SSH || pinfo->destport == HOST_LINK_SSH;

    if ((!segment->is_syn && !segment->is_answer && !segment->is_reset && !is_tunnel) ||
        !frame_endpoints(pinfo, &source, &destination))
        return;
    if (segment->is_syn)
        observe_syn(pinfo, segment, source, destination);
    else if (segment->is_answer || segment->is_reset)
        observe_answer(pinfo, segment, destination, source);
    if (is_tunnel)
        observe_tunnel(pinfo, segment, source, destination);
}

void
observe_attempt_unreachable(packet_info *pinfo, endpoint client, endpoint server)
{
    reach *one = reach_of(client.host, server);
    host_address sender;
    char text[ENDPOINT_TEXT_SIZE];

    if (one == NULL || one->client.port != client.port || !frame_host_of_address(&pinfo->src, &sender))
        return;
    if (reach_fail(one, pinfo, CONNECT_UNREACHABLE))
        note_failed(one, pinfo, host_address_format(sender, text));
}
