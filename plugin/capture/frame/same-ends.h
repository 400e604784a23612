/* same-ends.h
 * Connections between the same two ends, one after the other. A packet is told by TCP's conversation; an
 * entry of a log, or an exported PDU, only by its ends and its time. State lives in file scope.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SAME_ENDS_H
#define EXPRESSWAY_SAME_ENDS_H

#include "endpoint-pair.h"
#include "../flow.h"

/* Milliseconds that the clocks of a log and of a capture may differ: one host's, so that it is little, and a
 * log's times are cut off. */
#define SAME_ENDS_TOLERANCE 10000
/* Milliseconds without a word between two frames of one connection. Keep-alives are there so that no firewall
 * forgets it, and an idle connection is commonly forgotten after an hour. */
#define SAME_ENDS_SILENCE 3600000
/* Of so many flows between the same ends, the latest, one is chosen. */
#define SAME_ENDS_ROOM 64

/* In place of a time: the frame has none. */
#define SAME_ENDS_NO_TIME G_MININT64

/* Called once. */
void same_ends_register(void);

/* The flow is new, the latest between these ends. */
void same_ends_add(const endpoint_pair *ends, expressway_flow *flow, gint64 time);

/* Something of the flow was seen at that time. */
void same_ends_note_time(expressway_flow *flow, gint64 time);

/* The flow that a frame without a conversation belongs to: the nearest in time of those that had not ended
 * then. NULL where it belongs to none of them. */
expressway_flow *same_ends_nearest(const endpoint_pair *ends, gint64 time);

/* Whether some flow is known from such frames only: a conversation may be its. */
bool same_ends_are_waiting(void);

/* Such a flow that a conversation belongs to, seen at that time. With is_syn, that is when it began: nothing
 * before it was its. NULL where there is none. */
expressway_flow *same_ends_waiting(const endpoint_pair *ends, gint64 time, bool is_syn);

/* The flow has a conversation, and waits for none. */
void same_ends_note_conversation(expressway_flow *flow);

/* A connection begins at that time: flows between the same ends that were seen before, but for that one, have
 * nothing more. */
void same_ends_begin(const endpoint_pair *ends, gint64 time, const expressway_flow *but);

/* The flow of a frame without a conversation, kept for later passes; NULL where none has been kept. */
void same_ends_keep_frame(guint32 frame, expressway_flow *flow);
expressway_flow *same_ends_of_frame(guint32 frame);

#endif
