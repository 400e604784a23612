/* observe-silence.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-silence.h"

#include "../capture/failure/failure-variant.h"
#include "../capture/failure/host-link.h"
#include "../capture/frame/frame.h"
#include "../capture/leg/leg-pair.h"
#include "../capture/leg/leg.h"

/* Shorter silences are part of every conversation; firewalls forget after minutes, or hours. */
#define IDLE_SECONDS 20

/* How often data must have been sent in vain. The last of these comes some seconds after the first. */
#define SENT_LEAST 4

/* The same segment is captured twice where both sides are in the file; it is sent again only after longer. */
#define AGAIN_MILLISECONDS 150

#define NANOSECONDS 1000000000

static void
end(host_link *link)
{
    if (link->silence.flow != NULL && host_link_silences > 0)
        host_link_silences--;
    link->silence = (link_silence){.flow = NULL};
}

static void
begin(const packet_info *pinfo, const expressway_flow *flow, const tcp_segment *segment, gint64 idle)
{
    host_link *link = host_link_between(flow->client.host, flow->server.host);

    if (link == NULL)
        return;
    end(link);
    host_link_silences++;
    link->silence = (link_silence){.flow = flow,
                                   .sequence = segment->sequence,
                                   .idle_seconds = (guint32)MIN(idle, G_MAXINT32),
                                   .start = pinfo->abs_ts,
                                   .sent_time = pinfo->abs_ts,
                                   .sent = 1,
                                   .first_frame = pinfo->num,
                                   .last_frame = pinfo->num};
}

static void
note_again(link_silence *silence, const packet_info *pinfo, const tcp_segment *segment)
{
    if (segment->payload == 0 || segment->sequence != silence->sequence ||
        frame_milliseconds_of(&pinfo->abs_ts) - frame_milliseconds_of(&silence->sent_time) <
            AGAIN_MILLISECONDS)
        return;
    silence->sent++;
    silence->sent_time = pinfo->abs_ts;
    silence->last_frame = pinfo->num;
}

/* An end that acknowledges, or closes, is there. */
static void
note_answer(host_link *link, const packet_info *pinfo, const tcp_segment *segment)
{
    if (!segment->is_reset) {
        end(link);
        return;
    }
    link->silence.is_reset = true;
    link->silence.last_frame = pinfo->num;
}

void
observe_silence(const packet_info *pinfo, const expressway_flow *flow, bool from_client,
                const tcp_segment *segment)
{
    gint64 idle = pinfo->abs_ts.secs - flow->last_time.secs;
    host_link *link;

    if (idle >= IDLE_SECONDS && from_client && segment->payload > 0) {
        begin(pinfo, flow, segment, idle);
        return;
    }
    if (host_link_silences == 0)
        return;
    link = host_link_between(flow->client.host, flow->server.host);
    if (link == NULL || link->silence.flow != flow)
        return;
    if (from_client)
        note_again(&link->silence, pinfo, segment);
    else
        note_answer(link, pinfo, segment);
}

static gint64
nanoseconds_of(const nstime_t *time)
{
    return (gint64)time->secs * NANOSECONDS + time->nsecs;
}

/* Whether E's side was captured too, at least until the next connection, and has nothing of all that. */
static bool
is_proven(const link_silence *silence)
{
    const leg_pair *pair = leg_pair_of(silence->flow);
    const reach *there;
    gint64 start;

    if (pair == NULL || !pair->has_offset || pair->c_side != silence->flow || pair->e_side == silence->flow)
        return false;
    start = nanoseconds_of(&silence->start) + pair->offset;
    there = reach_of(pair->e_side->client.host, pair->e_side->server);
    return nanoseconds_of(&pair->e_side->last_time) < start && there != NULL &&
           nanoseconds_of(&there->syn_time) > start;
}

static void
say(packet_info *pinfo, const link_silence *silence)
{
    failure_seen seen = {.what = FAILURE_LINK_DROPPED,
                         .source = FAILURE_FROM_PACKETS,
                         .sure = is_proven(silence) ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE,
                         .variant = silence->is_reset ? FAILURE_LINK_RESET : FAILURE_LINK_SILENT,
                         .code = silence->idle_seconds,
                         .client = silence->flow->client,
                         .server = silence->flow->server};
    failure *one = failure_note(pinfo, &seen);

    failure_shown_in(one, silence->first_frame);
    failure_shown_in(one, silence->last_frame);
}

void
observe_silence_next(packet_info *pinfo, const reach *next, bool works)
{
    host_link *link = host_link_silences > 0 ? host_link_between(next->client.host, next->server.host) : NULL;
    link_silence *silence = link != NULL ? &link->silence : NULL;

    if (silence == NULL || silence->flow == NULL || silence->flow->server.port != next->server.port)
        return;
    if (works && (silence->is_reset || silence->sent >= SENT_LEAST))
        say(pinfo, silence);
    end(link);
}
