/* capture-point.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "capture-point.h"

#include "../frame/interface-name.h"
#include "../kept-memory.h"

typedef struct {
    gint64 time; /* nanoseconds; of the first that was seen */
    guint32 sequence;
    guint32 frame;
} noted_segment;

/* For a flow that has more than one interface. */
typedef struct {
    capture_point at[CAPTURE_POINTS - 1]; /* behind the first */
    capture_copies copies;
} capture_others;

typedef struct capture_told {
    capture_others *others; /* NULL while there is one interface */
    noted_segment segments[FLOW_ENDS][CAPTURE_POINT_SEGMENTS];
    guint8 seen_at[FLOW_ENDS][CAPTURE_POINT_SEGMENTS]; /* the point of each of these */
    guint8 noted[FLOW_ENDS];
} capture_told;

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

static capture_told *
told_of(capture_points *points)
{
    if (points->told == NULL)
        points->told = (capture_told *)kept_memory_new0(sizeof *points->told);
    return points->told;
}

static capture_others *
others_of(capture_points *points)
{
    capture_told *told = told_of(points);

    if (told->others == NULL)
        told->others = (capture_others *)kept_memory_new0(sizeof *told->others);
    return told->others;
}

/* NULL where there are not so many. */
static const capture_point *
point_at(const capture_points *points, guint index)
{
    const capture_point *point = &points->first;

    if (index > 0) {
        if (index >= CAPTURE_POINTS || points->told == NULL || points->told->others == NULL)
            return NULL;
        point = &points->told->others->at[index - 1];
    }
    return point->is_used ? point : NULL;
}

/* The frame's interface where it is not the flow's first. */
static capture_point *
other_point_of(capture_points *points, const packet_info *pinfo, guint *index)
{
    guint32 interface = interface_of(pinfo);
    const capture_point *known = point_at(points, 0);
    capture_point *point;

    for (*index = 0; known != NULL && known->interface != interface;)
        known = point_at(points, ++*index);
    if (*index == CAPTURE_POINTS)
        return NULL;
    point = *index == 0 ? &points->first : &others_of(points)->at[*index - 1];
    if (known == NULL)
        *point = (capture_point){
            .interface = interface, .named = (guint8)interface_name_vantage(pinfo), .is_used = true};
    return point;
}

/* The frame's interface, and its index; NULL where there are too many. */
static inline capture_point *
point_of(capture_points *points, const packet_info *pinfo, guint *index)
{
    *index = 0;
    return points->first.is_used && points->first.interface == interface_of(pinfo)
               ? &points->first
               : other_point_of(points, pinfo, index);
}

void
capture_points_note_interface(capture_points *points, const packet_info *pinfo)
{
    guint index;

    point_of(points, pinfo, &index);
}

static bool
hops_differ(const capture_point *one, const capture_point *other, flow_end sender)
{
    return one->hops[sender] != 0 && other->hops[sender] != 0 && one->hops[sender] != other->hops[sender];
}

bool
capture_points_are_alike(const capture_points *one, const capture_points *other)
{
    const capture_point *left;
    const capture_point *right;

    for (guint i = 0; (left = point_at(one, i)) != NULL; i++) {
        for (guint j = 0; (right = point_at(other, j)) != NULL; j++) {
            if (left->interface == right->interface && !hops_differ(left, right, FLOW_END_CLIENT) &&
                !hops_differ(left, right, FLOW_END_SERVER))
                return true;
        }
    }
    return false;
}

/* The first segment is kept; the others are a ring of the latest. */
static void
remember(capture_told *told, flow_end sender, const noted_segment *segment, guint point)
{
    guint8 *noted = &told->noted[sender];

    told->segments[sender][*noted] = *segment;
    told->seen_at[sender][*noted] = (guint8)point;
    if (++*noted == CAPTURE_POINT_SEGMENTS)
        *noted = 1;
}

/* Index of the segment; CAPTURE_POINT_SEGMENTS where it is not remembered. */
static guint
find_noted(const capture_told *told, flow_end sender, guint32 sequence)
{
    guint i = 0;

    while (i < CAPTURE_POINT_SEGMENTS &&
           (told->segments[sender][i].frame == 0 || told->segments[sender][i].sequence != sequence))
        i++;
    return i;
}

const capture_copies *
capture_points_copies(const capture_points *points)
{
    return points->told != NULL && points->told->others != NULL ? &points->told->others->copies : NULL;
}

/* The segment was seen at that point. True if it is the first copy of one that was seen at another. */
static bool
note_copy(capture_points *points, flow_end sender, const noted_segment *segment, guint here)
{
    capture_told *told = told_of(points);
    const noted_segment *earlier;
    guint found;

    if (told->others != NULL && told->others->copies.copies[sender] != 0)
        return false;
    found = find_noted(told, sender, segment->sequence);
    if (found == CAPTURE_POINT_SEGMENTS) {
        remember(told, sender, segment, here);
        return false;
    }
    earlier = &told->segments[sender][found];
    /* Frames with the same time may come from the same file twice, so they are not a copy. */
    if (told->others == NULL || told->seen_at[sender][found] == here || earlier->time == segment->time)
        return false;
    told->others->copies.frames[sender] = earlier->frame;
    told->others->copies.copies[sender] = segment->frame;
    told->others->copies.delays[sender] = segment->time - earlier->time;
    told->others->copies.copied_from[sender] = told->seen_at[sender][found];
    return true;
}

bool
capture_points_note(capture_points *points, const packet_info *pinfo, gint64 time, bool from_client,
                    const tcp_segment *segment)
{
    flow_end sender = flow_end_of(from_client);
    bool news = false;
    guint index;
    capture_point *here = point_of(points, pinfo, &index);

    if (here == NULL)
        return false;
    if (here->hops[sender] == 0) {
        here->hops[sender] = segment->hops;
        news = segment->hops != 0;
    }
    /* A file without interfaces has nothing from another one. */
    if (!is_told_interface(pinfo))
        return news;
    return note_copy(points, sender, &(noted_segment){time, segment->sequence, pinfo->num}, index) || news;
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
    const capture_point *point;

    for (guint i = 0; (point = point_at(points, i)) != NULL; i++) {
        if (is_named(point, at_client))
            return true;
    }
    return false;
}

bool
capture_points_are_named_and_unrouted(const capture_points *points, bool at_client)
{
    const capture_point *point;

    for (guint i = 0; (point = point_at(points, i)) != NULL; i++) {
        if (is_named(point, at_client) && is_unrouted(point->hops[flow_end_of(at_client)]))
            return true;
    }
    return false;
}

bool
capture_points_are_unrouted(const capture_points *points, bool at_client)
{
    const capture_point *point;

    for (guint i = 0; (point = point_at(points, i)) != NULL; i++) {
        if (is_unrouted(point->hops[flow_end_of(at_client)]))
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
    const capture_point *point;

    for (guint i = 0; (point = point_at(points, i)) != NULL; i++) {
        if (point->hops[FLOW_END_SERVER] != 0 && is_of_side(point, true))
            return true;
    }
    return false;
}

bool
capture_points_are_both_sides(const capture_points *one, const capture_points *other)
{
    const capture_point *left;
    const capture_point *right;

    for (guint i = 0; (left = point_at(one, i)) != NULL; i++) {
        for (guint j = 0; (right = point_at(other, j)) != NULL; j++) {
            if (left->interface != right->interface && is_of_side(left, true) && is_of_side(right, false))
                return true;
        }
    }
    return false;
}
