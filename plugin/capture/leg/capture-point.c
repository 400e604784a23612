/* capture-point.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "capture-point.h"

#include "../frame/interface-name.h"

static bool
is_told_interface(const packet_info *pinfo)
{
    return (pinfo->rec->presence_flags & WTAP_HAS_INTERFACE_ID) != 0;
}

/* A file without interfaces, such as a pcap, counts as captured on one, just as when it is converted. */
static guint32
interface_of(const packet_info *pinfo)
{
    return is_told_interface(pinfo) ? pinfo->rec->rec_header.packet_header.interface_id : 0;
}

/* Index of the frame's interface; CAPTURE_POINTS where there are too many. */
static guint
point_of(capture_points *points, const packet_info *pinfo)
{
    guint32 interface = interface_of(pinfo);
    guint i = 0;

    while (i < points->count && points->at[i].interface != interface)
        i++;
    if (i == points->count && i < CAPTURE_POINTS)
        points->at[points->count++] =
            (capture_point){.interface = interface, .named = interface_name_vantage(pinfo)};
    return i;
}

void
capture_points_note_interface(capture_points *points, const packet_info *pinfo)
{
    point_of(points, pinfo);
}

static bool
hops_differ(const capture_point *one, const capture_point *other, flow_end sender)
{
    return one->hops[sender] != 0 && other->hops[sender] != 0 && one->hops[sender] != other->hops[sender];
}

bool
capture_points_are_alike(const capture_points *one, const capture_points *other)
{
    for (guint i = 0; i < one->count; i++) {
        for (guint j = 0; j < other->count; j++) {
            if (one->at[i].interface == other->at[j].interface &&
                !hops_differ(&one->at[i], &other->at[j], FLOW_END_CLIENT) &&
                !hops_differ(&one->at[i], &other->at[j], FLOW_END_SERVER))
                return true;
        }
    }
    return false;
}

/* The first segment is kept; the others are a ring of the latest. */
static void
remember(capture_points *points, flow_end sender, const noted_segment *segment, guint point)
{
    guint8 *noted = &points->noted[sender];

    points->segments[sender][*noted] = *segment;
    points->seen_at[sender][*noted] = (guint8)point;
    if (++*noted == CAPTURE_POINT_SEGMENTS)
        *noted = 1;
}

/* Index of the segment; CAPTURE_POINT_SEGMENTS where it is not remembered. */
static guint
find_noted(const capture_points *points, flow_end sender, guint32 sequence)
{
    guint i = 0;

    while (i < CAPTURE_POINT_SEGMENTS &&
           (points->segments[sender][i].frame == 0 || points->segments[sender][i].sequence != sequence))
        i++;
    return i;
}

bool
capture_points_note(capture_points *points, const packet_info *pinfo, gint64 time, bool from_client,
                    const tcp_segment *segment)
{
    flow_end sender = flow_end_of(from_client);
    const noted_segment *earlier;
    bool news = false;
    guint here = point_of(points, pinfo);
    guint found;

    if (here == CAPTURE_POINTS)
        return false;
    if (points->at[here].hops[sender] == 0) {
        points->at[here].hops[sender] = segment->hops;
        news = segment->hops != 0;
    }
    /* A file without interfaces has nothing from another one. */
    if (points->copies[sender] != 0 || !is_told_interface(pinfo))
        return news;
    found = find_noted(points, sender, segment->sequence);
    if (found == CAPTURE_POINT_SEGMENTS) {
        remember(points, sender, &(noted_segment){time, segment->sequence, pinfo->num}, here);
        return news;
    }
    earlier = &points->segments[sender][found];
    /* Frames with the same time may come from the same file twice, so they are not a copy. */
    if (points->seen_at[sender][found] == here || earlier->time == time)
        return news;
    points->frames[sender] = earlier->frame;
    points->copies[sender] = pinfo->num;
    points->delays[sender] = time - earlier->time;
    points->copied_from[sender] = points->seen_at[sender][found];
    return true;
}

/* Initial hop counts that systems use. Each router takes one off. */
static bool
is_unrouted(guint8 hops)
{
    return hops == 64 || hops == 128 || hops == 255;
}

static bool
is_named(const capture_point *point, bool at_client)
{
    return point->named == (at_client ? VANTAGE_EXPRESSWAY_C : VANTAGE_EXPRESSWAY_E);
}

bool
capture_points_are_named(const capture_points *points, bool at_client)
{
    for (guint i = 0; i < points->count; i++) {
        if (is_named(&points->at[i], at_client))
            return true;
    }
    return false;
}

bool
capture_points_are_named_and_unrouted(const capture_points *points, bool at_client)
{
    for (guint i = 0; i < points->count; i++) {
        if (is_named(&points->at[i], at_client) && is_unrouted(points->at[i].hops[flow_end_of(at_client)]))
            return true;
    }
    return false;
}

bool
capture_points_are_unrouted(const capture_points *points, bool at_client)
{
    for (guint i = 0; i < points->count; i++) {
        if (is_unrouted(points->at[i].hops[flow_end_of(at_client)]))
            return true;
    }
    return false;
}

/* No hop is missing from either end at one point: a firewall that does not decrement the hop count, or two
 * interfaces of one host. */
static bool
is_of_side(const capture_point *point, bool at_client)
{
    return is_unrouted(point->hops[flow_end_of(at_client)]) &&
           (is_named(point, at_client) || !is_unrouted(point->hops[flow_end_of(!at_client)]));
}

bool
capture_points_are_of_c(const capture_points *points)
{
    for (guint i = 0; i < points->count; i++) {
        if (points->at[i].hops[FLOW_END_SERVER] != 0 && is_of_side(&points->at[i], true))
            return true;
    }
    return false;
}

bool
capture_points_are_both_sides(const capture_points *one, const capture_points *other)
{
    for (guint i = 0; i < one->count; i++) {
        for (guint j = 0; j < other->count; j++) {
            if (one->at[i].interface != other->at[j].interface && is_of_side(&one->at[i], true) &&
                is_of_side(&other->at[j], false))
                return true;
        }
    }
    return false;
}
