/* capture-point.h
 * Where a flow was captured, as its packets show: on which interfaces, how many hops from either end, and
 * whether one interface has copies of another's packets. If nothing is translated, the merged captures of
 * both sides are one conversation with every packet twice.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CAPTURE_POINT_H
#define EXPRESSWAY_CAPTURE_POINT_H

#include "../../ws-compat.h"

#include "../flow-end.h"
#include "../flow-vantage.h"
#include "../frame/tcp-segment.h"

/* Interfaces that are told apart for one flow; further ones are no evidence. */
#define CAPTURE_POINTS 4

/* Segments of each direction that are remembered to recognise their copies: the first, and the latest behind
 * it. */
#define CAPTURE_POINT_SEGMENTS 3

typedef struct {
    guint32 interface;
    guint8 named; /* flow_vantage: the side that its name says */
    /* Hops left in a packet with data from the client and from the server; 0 while none was seen. */
    guint8 hops[FLOW_ENDS];
    bool is_used;
} capture_point;

/* First segment of each direction that was seen on two interfaces, at different times; frame 0: none. */
typedef struct {
    guint32 frames[FLOW_ENDS];
    guint32 copies[FLOW_ENDS];
    gint64 delays[FLOW_ENDS]; /* nanoseconds from the one to the copy */
    guint8 copied_from[FLOW_ENDS];
} capture_copies;

struct capture_told;

/* All zero: none was seen. Most flows have one interface. */
typedef struct {
    capture_point first;
    struct capture_told *told; /* needed only where the file tells interfaces; or NULL */
} capture_points;

/* A frame of the flow, of which only the interface is known. */
void capture_points_note_interface(capture_points *points, const packet_info *pinfo);

/* A segment with data. Time in nanoseconds. Returns whether it has shown new copies or hops. */
bool capture_points_note(capture_points *points, const packet_info *pinfo, gint64 time, bool from_client,
                         const tcp_segment *segment);

/* The copies that were seen; NULL while there is only one interface. */
const capture_copies *capture_points_copies(const capture_points *points);

/* Whether nothing shows that two flows were captured at different places: they share an interface, and
 * their packets have the same distance to it. */
bool capture_points_are_alike(const capture_points *one, const capture_points *other);

/* Whether the name of one of the points says that it is at the client (at_client), or at the server. */
bool capture_points_are_named(const capture_points *points, bool at_client);

/* Whether the name of one of the points says so, and no router has forwarded that end's packets before
 * that point. */
bool capture_points_are_named_and_unrouted(const capture_points *points, bool at_client);

/* Whether, at one of the points, no router has forwarded that end's packets. Some firewalls do not count
 * as a router. */
bool capture_points_are_unrouted(const capture_points *points, bool at_client);

/* Whether, at one of the points, no router has forwarded the client's packets, but one has forwarded the
 * server's. */
bool capture_points_are_of_c(const capture_points *points);

/* Whether the two points are the two sides: at one of them no router has forwarded the client's packets,
 * at the other the server's, and at neither both, unless its name says the side. */
bool capture_points_are_both_sides(const capture_points *one, const capture_points *other);

#endif
