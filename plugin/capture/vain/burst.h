/* burst.h
 * Bursts: data that a flow's server sends without a pause and without an answer from its client. An
 * encrypted SERVICE is such a burst. Also how much of the time the flow was watched lies right after
 * bursts.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_BURST_H
#define EXPRESSWAY_BURST_H

#include "../flow.h"
#include "../frame/tcp-segment.h"

/* A SERVICE with its certificate has at least so many bytes; keep-alives and their answers have fewer. */
#define BURST_BYTES 800U
/* Segments further apart belong to different bursts. */
#define BURST_GAP_MS 200
/* Whatever comes later than this after a burst was not caused by it. */
#define BURST_LONGEST_DELAY_MS 500

/* Delays after a burst for which the time is added up; a delay between two of them counts as the longer. */
#define BURST_LEVELS 12

/* How many segments are remembered, to recognise those that are seen again. */
#define BURST_SEGMENTS 8

/* Nanoseconds: how long the flow was watched, and how much of that lies within each delay after a burst.
 * These are not integers: with forged times, sums would overflow. */
typedef struct {
    double watched;
    double within_all; /* shorter than the shortest delay: it counts for each */
    double whole;      /* number of bursts after which nothing came for longer than the longest delay */
    double covered[BURST_LEVELS]; /* of the others */
} burst_tally;

/* In file scope. */
struct watched_client;

typedef struct flow_bursts {
    gint64 first; /* nanoseconds: when the flow was first and last seen */
    gint64 last;
    gint64 last_data; /* of the server, in this burst */
    gint64 moment;    /* the latest segment with which a burst was, or stayed, large enough */
    bool has_moment;
    guint8 segments; /* of the ends below */
    guint8 next;
    guint32 bytes;
    guint32 ends[BURST_SEGMENTS]; /* sequence numbers behind the latest segments */
    burst_tally tally;
    struct watched_client *client; /* of the flow; NULL until it is asked for */
    burst_tally *sum; /* sum over several flows that is kept up to date with this one's, or NULL */
} flow_bursts;

/* The flow has a frame. */
void burst_note_frame(expressway_flow *flow, const packet_info *pinfo);

/* The flow's server sends payload bytes, in that segment; NULL where it cannot be read. True if the burst
 * is now large enough, and was not seen before. */
bool burst_note_data(expressway_flow *flow, const packet_info *pinfo, guint32 payload,
                     const tcp_segment *segment);

/* The client has answered. What its server sends next is another burst. */
void burst_end(expressway_flow *flow);

/* What has just come could be read, so it is not an encrypted SERVICE. */
void burst_forget(expressway_flow *flow);

/* Whether the frame comes soon enough after a burst of the flow; how long after it, in nanoseconds. */
bool burst_precedes(const expressway_flow *flow, const packet_info *pinfo, gint64 *delay);

/* From now on, the sum includes the flow's tally and is kept up to date with it; with NULL, no longer. */
void burst_join(expressway_flow *flow, burst_tally *sum);
void burst_leave(expressway_flow *flow);

/* Which share of the time watched lies within that delay after a burst: of one flow, and of a sum of so many
 * flows (of each, the time after its latest burst counts whole). 1 where no time has passed. */
double burst_share(const expressway_flow *flow, gint64 delay);
double burst_share_of_sum(const burst_tally *sum, guint32 flows, gint64 delay);

#endif
