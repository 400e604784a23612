/* observe-tunnel.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-tunnel.h"

#include "../capture/failure/failure-variant.h"
#include "../capture/failure/host-link.h"
#include "../capture/failure/reach.h"
#include "../capture/frame/frame.h"
#include "observe-checks.h"

/* A connection that ends sooner never became a tunnel; one that carries data after longer is one. */
#define BRIEF_MILLISECONDS 5000
#define TUNNEL_MILLISECONDS 60000

/* So many that end at once, one after the other, are no chance. */
#define BRIEF_MOST 3

/* A segment of an older connection that comes later than this after the latest SYN shows that it lives. */
#define OLDER_MILLISECONDS 2000

static void
note_brief(reach *one, packet_info *pinfo)
{
    failure_seen seen = {.what = FAILURE_SSH_TUNNEL,
                         .source = FAILURE_FROM_PACKETS,
                         .sure = CONFIDENCE_PROBABLE,
                         .variant = FAILURE_TUNNEL_CLOSED,
                         .client = one->client,
                         .server = one->server};

    one->brief++;
    if (one->brief >= BRIEF_MOST)
        one->tunnel = failure_note(pinfo, &seen);
}

static void
forget_brief(reach *one)
{
    one->brief = 0;
    failure_withdraw(one->tunnel);
    one->tunnel = NULL;
}

/* Another connection lives: the port can be reached, and tunnels come up. */
static void
note_older(reach *one)
{
    forget_brief(one);
    one->failed = 0;
    failure_withdraw(one->suspected);
    failure_withdraw(one->said);
    one->suspected = one->said = NULL;
}

static void
note_tunnel(reach *one, packet_info *pinfo)
{
    host_link *link = host_link_between(one->client.host, one->server.host);

    if (link != NULL)
        observe_checks_tunnel(pinfo, link);
    forget_brief(one);
}

static gint64
milliseconds_since(const nstime_t *then, const packet_info *pinfo)
{
    return frame_milliseconds_of(&pinfo->abs_ts) - frame_milliseconds_of(then);
}

static void
note_end(reach *one, packet_info *pinfo)
{
    one->is_connected = false;
    if (milliseconds_since(&one->connect_time, pinfo) < BRIEF_MILLISECONDS && one->has_data)
        note_brief(one, pinfo);
    else
        one->brief = 0;
}

void
observe_tunnel(packet_info *pinfo, const tcp_segment *segment, endpoint source, endpoint destination)
{
    bool from_client = destination.port == HOST_LINK_SSH;
    endpoint client = from_client ? source : destination;
    reach *one = reach_of(client.host, from_client ? destination : source);

    if (one == NULL)
        return;
    if (one->client.port != client.port) {
        if (!from_client && segment->payload > 0 &&
            milliseconds_since(&one->syn_time, pinfo) > OLDER_MILLISECONDS)
            note_older(one);
        return;
    }
    if (!one->is_connected)
        return;
    one->has_data = one->has_data || segment->payload > 0;
    if (segment->payload > 0 && milliseconds_since(&one->connect_time, pinfo) > TUNNEL_MILLISECONDS)
        note_tunnel(one, pinfo);
    if (segment->is_reset || segment->is_finish)
        note_end(one, pinfo);
}
