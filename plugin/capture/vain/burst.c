/* burst.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "burst.h"

#include "../frame/frame.h"

#define NANOSECONDS_OF_MS ((gint64)1000000)

/* Milliseconds. Shorter delays count as the first. */
static const gint64 levels[BURST_LEVELS] = {20, 27, 36, 48, 64, 86, 115, 154, 206, 276, 371, 500};

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
    double passed;

    if (bursts == NULL) {
        bursts = flow->bursts = wmem_new0(wmem_file_scope(), flow_bursts);
        bursts->first = bursts->last = now;
    }
    if (now <= bursts->last)
        return;
    passed = (double)(now - bursts->last);
    bursts->tally.watched += passed;
    if (bursts->sum != NULL)
        bursts->sum->watched += passed;
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

static void
add_time_after_moment(burst_tally *tally, const flow_bursts *bursts, gint64 now)
{
    gint64 passed = now - bursts->moment;

    if (passed <= levels[0] * NANOSECONDS_OF_MS)
        tally->within_all += (double)MAX(passed, 0);
    else if (passed >= levels[BURST_LEVELS - 1] * NANOSECONDS_OF_MS)
        tally->whole += 1;
    else
        for (guint level = 0; level < BURST_LEVELS; level++)
            tally->covered[level] += covered_until(bursts, now, level);
}

/* Ends the time after the burst before this one. */
static void
close_moment(flow_bursts *bursts, gint64 now)
{
    if (!bursts->has_moment)
        return;
    add_time_after_moment(&bursts->tally, bursts, now);
    if (bursts->sum != NULL)
        add_time_after_moment(bursts->sum, bursts, now);
    bursts->has_moment = false;
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
    add_tally(sum, &flow->bursts->tally, 1);
    flow->bursts->sum = sum;
}

void
burst_leave(expressway_flow *flow)
{
    add_tally(flow->bursts->sum, &flow->bursts->tally, -1);
    flow->bursts->sum = NULL;
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
    guint level = level_of(delay);
    double covered = covered_of(&bursts->tally, level);

    if (bursts->has_moment)
        covered += covered_until(bursts, bursts->last, level);
    return share_of(covered, bursts->tally.watched);
}

double
burst_share_of_sum(const burst_tally *sum, guint32 flows, gint64 delay)
{
    guint level = level_of(delay);

    return share_of(covered_of(sum, level) + (double)flows * (double)(levels[level] * NANOSECONDS_OF_MS),
                    sum->watched);
}
