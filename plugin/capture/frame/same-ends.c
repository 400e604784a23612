/* same-ends.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "same-ends.h"

#include "../flow-index.h"

static wmem_map_t *by_frame; /* frame -> expressway_flow * */
static guint waiting;

static void
begin_file(void)
{
    waiting = 0;
}

void
same_ends_register(void)
{
    by_frame = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
    register_init_routine(begin_file);
}

static expressway_flow *
latest_between(const endpoint_pair *ends)
{
    return (expressway_flow *)flow_index_between(ends->first, ends->second);
}

void
same_ends_note_time(expressway_flow *flow, gint64 time)
{
    flow_span *span = &flow->span;

    if (time == SAME_ENDS_NO_TIME)
        return;
    span->first = span->has_time ? MIN(span->first, time) : time;
    span->last = span->has_time ? MAX(span->last, time) : time;
    span->has_time = true;
}

void
same_ends_add(expressway_flow *flow, gint64 time)
{
    flow->span.older = (expressway_flow *)flow_index_put(FLOW_BETWEEN_ENDS, &flow->node);
    same_ends_note_time(flow, time);
    waiting++;
}

/* Nothing belongs to the flow that lies more than an hour before or after all its frames, or after its
 * end. */
static bool
may_belong(const flow_span *span, gint64 time)
{
    if (time == SAME_ENDS_NO_TIME)
        return !span->is_over;
    if ((span->is_over && time >= span->over) ||
        (span->has_ended && time > span->ended + SAME_ENDS_TOLERANCE))
        return false;
    return !span->has_time ||
           (time >= span->first - SAME_ENDS_SILENCE && time <= span->last + SAME_ENDS_SILENCE);
}

static gint64
distance(const flow_span *span, gint64 time)
{
    if (time == SAME_ENDS_NO_TIME || !span->has_time)
        return 0;
    return MAX(MAX(span->first - time, time - span->last), 0);
}

/* Of two that are equally near, the later one. */
static expressway_flow *
choose(const endpoint_pair *ends, gint64 time, bool only_waiting, bool is_syn)
{
    expressway_flow *flow = latest_between(ends);
    expressway_flow *found = NULL;

    for (guint i = 0; flow != NULL && i < SAME_ENDS_ROOM; flow = flow->span.older, i++) {
        const flow_span *span = &flow->span;

        if ((only_waiting && span->has_conversation) || !may_belong(span, time) ||
            (is_syn && span->has_time && time > span->last + SAME_ENDS_TOLERANCE))
            continue;
        if (found == NULL || distance(span, time) < distance(&found->span, time))
            found = flow;
    }
    return found;
}

expressway_flow *
same_ends_nearest(const endpoint_pair *ends, gint64 time)
{
    return choose(ends, time, false, false);
}

bool
same_ends_are_waiting(void)
{
    return waiting > 0;
}

expressway_flow *
same_ends_waiting(const endpoint_pair *ends, gint64 time, bool is_syn)
{
    return choose(ends, time, true, is_syn);
}

void
same_ends_note_conversation(expressway_flow *flow)
{
    if (!flow->span.has_conversation)
        waiting--;
    flow->span.has_conversation = true;
}

void
same_ends_begin(const endpoint_pair *ends, gint64 time, const expressway_flow *but)
{
    expressway_flow *flow = time != SAME_ENDS_NO_TIME ? latest_between(ends) : NULL;

    for (guint i = 0; flow != NULL && i < SAME_ENDS_ROOM; flow = flow->span.older, i++) {
        flow_span *span = &flow->span;

        if (flow == but || span->is_over || !span->has_time || time <= span->first + SAME_ENDS_TOLERANCE)
            continue;
        span->is_over = true;
        span->over = time;
    }
}

void
same_ends_keep_frame(guint32 frame, expressway_flow *flow)
{
    wmem_map_insert(by_frame, GUINT_TO_POINTER(frame), flow);
}

expressway_flow *
same_ends_of_frame(guint32 frame)
{
    return (expressway_flow *)wmem_map_lookup(by_frame, GUINT_TO_POINTER(frame));
}
