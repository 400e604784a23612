/* burst.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "burst.h"

#include "../frame/frame.h"
#include "../kept-memory.h"

#include <string.h>

#define NANOSECONDS_OF_MS ((gint64)1000000)

/* Milliseconds. Shorter delays count as the first. */
static const gint64 levels[BURST_LEVELS] = {20, 27, 36, 48, 64, 86, 115, 154, 206, 276, 371, 500};

/* Most flows have no burst after which something came between the shortest and the longest delay. */
typedef struct burst_more {
    double covered[BURST_LEVELS]; /* as in the tally */
    burst_tally *sum; /* sum over several flows that is kept up to date with this one's, or NULL */
} burst_more;

static burst_more *
more_of(flow_bursts *bursts)
{
    if (bursts->more == NULL)
        bursts->more = (burst_more *)kept_memory_new0(sizeof *bursts->more);
    return bursts->more;
}

static burst_tally *
sum_of(const flow_bursts *bursts)
{
    return bursts->more != NULL ? bursts->more->sum : NULL;
}

static burst_tally
tally_of(const flow_bursts *bursts)
{
    burst_tally tally = {.watched = (double)(bursts->last - bursts->first),
                         .within_all = bursts->within_all,
                         .whole = bursts->whole};

    if (bursts->more != NULL)
        memcpy(tally.covered, bursts->more->covered, sizeof tally.covered);
    return tally;
}

static guint
level_of(gint64 delay)
{
    guint level = 0;

    while (level < BURST_LEVELS - 1 && levels[level] * NANOSECONDS_OF_MS < delay)
        level++;
    return level;
}

/* How much of the time after a burst is not longer than that level's delay. */
static double
covered_until(const flow_bursts *bursts, gint64 until, guint level)
{
    return (double)CLAMP(until - bursts->moment, 0, levels[level] * NANOSECONDS_OF_MS);
}

void
burst_note_frame(expressway_flow *flow, const packet_info *pinfo)
{
    gint64 now = frame_nanoseconds(pinfo);
    flow_bursts *bursts = flow->bursts;
    burst_tally *sum;

    if (bursts == NULL) {
        bursts = flow->bursts = (flow_bursts *)kept_memory_new0(sizeof *bursts);
        bursts->first = bursts->last = now;
    }
    if (now <= bursts->last)
        return;
    sum = sum_of(bursts);
    if (sum != NULL)
        sum->watched += (double)(now - bursts->last);
    bursts->last = now;
}

/* Whether the segment has just been seen: it was sent or captured twice. */
static bool
is_repeated(flow_bursts *bursts, guint32 payload, const tcp_segment *segment)
{
    guint32 end;

    if (segment == NULL)
        return false;
    end = segment->sequence + payload;
    for (guint i = 0; i < bursts->segments; i++) {
        if (bursts->ends[i] == end)
            return true;
    }
    bursts->ends[bursts->next] = end;
    bursts->next = (guint8)((bursts->next + 1U) % BURST_SEGMENTS);
    bursts->segments = (guint8)MIN(bursts->segments + 1U, BURST_SEGMENTS);
    return false;
}

/* Adds the time between the moment and now to what is within each level's delay. */
static void
add_covered(double covered[BURST_LEVELS], const flow_bursts *bursts, gint64 now)
{
    for (guint level = 0; level < BURST_LEVELS; level++)
        covered[level] += covered_until(bursts, now, level);
}

/* Ends the time after the burst before this one. */
static void
close_moment(flow_bursts *bursts, gint64 now)
{
    gint64 passed = now - bursts->moment;
    burst_tally *sum = sum_of(bursts);

    if (!bursts->has_moment)
        return;
    bursts->has_moment = false;
    if (passed <= levels[0] * NANOSECONDS_OF_MS) {
        bursts->within_all += (double)MAX(passed, 0);
        if (sum != NULL)
            sum->within_all += (double)MAX(passed, 0);
    } else if (passed >= levels[BURST_LEVELS - 1] * NANOSECONDS_OF_MS) {
        bursts->whole += 1;
        if (sum != NULL)
            sum->whole += 1;
    } else {
        add_covered(more_of(bursts)->covered, bursts, now);
        if (sum != NULL)
            add_covered(sum->covered, bursts, now);
    }
}

bool
burst_note_data(expressway_flow *flow, const packet_info *pinfo, guint32 payload, const tcp_segment *segment)
{
    flow_bursts *bursts = flow->bursts;
    gint64 now = frame_nanoseconds(pinfo);

    if (is_repeated(bursts, payload, segment))
        return false;
    if (now < bursts->last_data || now - bursts->last_data > BURST_GAP_MS * NANOSECONDS_OF_MS)
        bursts->bytes = 0;
    bursts->last_data = now;
    bursts->bytes = payload > G_MAXUINT32 - bursts->bytes ? G_MAXUINT32 : bursts->bytes + payload;
    if (bursts->bytes < BURST_BYTES)
        return false;
    close_moment(bursts, now);
    bursts->moment = now;
    bursts->has_moment = true;
    return true;
}

void
burst_end(expressway_flow *flow)
{
    flow->bursts->bytes = 0;
}

void
burst_forget(expressway_flow *flow)
{
    if (flow->bursts == NULL)
        return;
    flow->bursts->has_moment = false;
    flow->bursts->bytes = 0;
}

bool
burst_precedes(const expressway_flow *flow, const packet_info *pinfo, gint64 *delay)
{
    const flow_bursts *bursts = flow->bursts;

    if (bursts == NULL || !bursts->has_moment)
        return false;
    *delay = frame_nanoseconds(pinfo) - bursts->moment;
    return *delay >= 0 && *delay <= BURST_LONGEST_DELAY_MS * NANOSECONDS_OF_MS;
}

static void
add_tally(burst_tally *sum, const burst_tally *tally, double sign)
{
    sum->watched += sign * tally->watched;
    sum->within_all += sign * tally->within_all;
    sum->whole += sign * tally->whole;
    for (guint level = 0; level < BURST_LEVELS; level++)
        sum->covered[level] += sign * tally->covered[level];
}

void
burst_join(expressway_flow *flow, burst_tally *sum)
{
    burst_tally own = tally_of(flow->bursts);

    add_tally(sum, &own, 1);
    more_of(flow->bursts)->sum = sum;
}

void
burst_leave(expressway_flow *flow)
{
    burst_tally own = tally_of(flow->bursts);

    add_tally(sum_of(flow->bursts), &own, -1);
    flow->bursts->more->sum = NULL;
}

static double
covered_of(const burst_tally *tally, guint level)
{
    return tally->within_all + tally->whole * (double)(levels[level] * NANOSECONDS_OF_MS) +
           tally->covered[level];
}

static double
share_of(double covered, double watched)
{
    return watched > 0 ? MIN(covered / watched, 1.0) : 1.0;
}

double
burst_share(const expressway_flow *flow, gint64 delay)
{
    const flow_bursts *bursts = flow->bursts;
    burst_tally tally = tally_of(bursts);
    guint level = level_of(delay);
    double covered = covered_of(&tally, level);

    if (bursts->has_moment)
        covered += covered_until(bursts, bursts->last, level);
    return share_of(covered, tally.watched);
}

double
burst_share_of_sum(const burst_tally *sum, guint32 flows, gint64 delay)
{
    guint level = level_of(delay);

    return share_of(covered_of(sum, level) + (double)flows * (double)(levels[level] * NANOSECONDS_OF_MS),
                    sum->watched);
}
