/* capture-point.h
 * Where a flow was captured, as its packets tell: on which interfaces, how far from either end, and whether
 * one interface shows copies of what another shows. With nothing translated, the captures of both sides
 * merged are one conversation with every packet twice.
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
    flow_vantage named; /* the side that its name says */
    /* Left in a packet with data, from the client and from the server; 0 while none was seen. */
    guint8 hops[FLOW_ENDS];
} capture_point;

typedef struct {
    gint64 time; /* nanoseconds; of the first that was seen */
    guint32 sequence;
    guint32 frame;
} noted_segment;

typedef struct {
    capture_point at[CAPTURE_POINTS];
    guint8 count;
    guint8 noted[FLOW_ENDS];
    guint8 seen_at[FLOW_ENDS][CAPTURE_POINT_SEGMENTS]; /* the point of each of these: */
    noted_segment segments[FLOW_ENDS][CAPTURE_POINT_SEGMENTS];
    /* First segment of each direction that was seen on two interfaces, at different times; frame 0: none. */
    guint32 frames[FLOW_ENDS];
    guint32 copies[FLOW_ENDS];
    gint64 delays[FLOW_ENDS]; /* nanoseconds from the one to the copy */
    guint8 copied_from[FLOW_ENDS];
} capture_points;

/* A frame of the flow, of which only the interface is known. */
void capture_points_note_interface(capture_points *points, const packet_info *pinfo);

/* A segment with data. Time in nanoseconds. Returns whether it has made copies or hops known that were not.
 */
bool capture_points_note(capture_points *points, const packet_info *pinfo, gint64 time, bool from_client,
                         const tcp_segment *segment);

/* Whether nothing tells the places of two flows apart: they share an interface, and their packets have come
 * as far to it. */
bool capture_points_are_alike(const capture_points *one, const capture_points *other);

/* Whether the name of one of the points says that it is at the client (at_client), or at the server. */
bool capture_points_are_named(const capture_points *points, bool at_client);

/* Whether the name of one of the points says so, and no router has had that end's packets there. */
bool capture_points_are_named_and_unrouted(const capture_points *points, bool at_client);

/* Whether no router has had that end's packets at one of the points. A firewall may count as no router. */
bool capture_points_are_unrouted(const capture_points *points, bool at_client);

/* Whether the client's packets were captured at one of the points before any router had them, and the
 * server's there were not. */
bool capture_points_are_of_c(const capture_points *points);

/* Whether the client's packets were captured at one point before any router had them, and the server's at
 * another, and at neither those of both ends, unless its name tells the side: then these are the two sides.
 */
bool capture_points_are_both_sides(const capture_points *one, const capture_points *other);

#endif
