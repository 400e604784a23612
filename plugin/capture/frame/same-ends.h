/* same-ends.h
 * Connections between the same two ends, one after the other. A packet belongs to a TCP conversation; an
 * entry of a log, or an exported PDU, has only its ends and its time. State lives in file scope.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SAME_ENDS_H
#define EXPRESSWAY_SAME_ENDS_H

#include "endpoint-pair.h"
#include "../flow.h"

/* Milliseconds by which a log's times and a capture's may differ. Both have the clock of one host, so this
 * is small; a log's times are truncated. */
#define SAME_ENDS_TOLERANCE 10000
/* Longest silence within one connection, in milliseconds. Firewalls commonly drop an idle connection after
 * an hour, and keep-alives prevent that. */
#define SAME_ENDS_SILENCE 3600000
/* How many of the latest flows between the same ends are considered. */
#define SAME_ENDS_ROOM 64

/* In place of a time: the frame has none. */
#define SAME_ENDS_NO_TIME G_MININT64

/* Called once. */
void same_ends_register(void);

/* The flow is new, the latest between its ends. In all that follows, the ends may be in any order. */
void same_ends_add(expressway_flow *flow, gint64 time);

/* Something of the flow was seen at that time. */
void same_ends_note_time(expressway_flow *flow, gint64 time);

/* The flow that a frame without a conversation belongs to: the nearest in time of those that had not ended
 * then. NULL where it belongs to none of them. */
expressway_flow *same_ends_nearest(const endpoint_pair *ends, gint64 time);

/* Whether some flow is known from such frames only, so that a conversation may belong to it. */
bool same_ends_are_waiting(void);

/* The flow of that kind to which a conversation belongs that was seen at that time. With is_syn, the
 * conversation began at that time. NULL if there is none. */
expressway_flow *same_ends_waiting(const endpoint_pair *ends, gint64 time, bool is_syn);

/* The flow has its conversation. */
void same_ends_note_conversation(expressway_flow *flow);

/* A connection begins at that time: all earlier flows between the same ends have ended, except that
 * one. */
void same_ends_begin(const endpoint_pair *ends, gint64 time, const expressway_flow *but);

/* The flow that the first pass kept for a frame without a conversation; NULL if it kept none. */
void same_ends_keep_frame(guint32 frame, expressway_flow *flow);
expressway_flow *same_ends_of_frame(guint32 frame);

#endif
