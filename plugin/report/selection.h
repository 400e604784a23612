/* selection.h
 * Which flows a report is about: all of them, or with a filter those that have a matching frame.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SELECTION_H
#define EXPRESSWAY_SELECTION_H

#include "../capture/flow.h"

typedef struct {
    guint32 frames;   /* its own that match */
    bool is_selected; /* by one of its own frames, or by one that belongs to its story */
} selected_flow;

typedef struct {
    GArray *flows; /* selected_flow, by number of the flow */
    bool is_filtered;
} selection;

/* Called once. When a file begins, or a session of one (tshark -M), every selection becomes empty: flows are
 * numbered anew. */
void selection_register(void);

/* A new selection; is_filtered: flows without a frame are left out. Freed with selection_free. */
selection *selection_new(bool is_filtered);
void selection_free(selection *selected);

/* The file is read anew. */
void selection_reset(selection *selected);

/* A frame matches. Returns whether it belongs to a flow: one of its packets, an attempt of its client's to
 * connect, or the phone's REGISTER. */
bool selection_note_frame(selection *selected, packet_info *pinfo);

/* How many frames of the flow itself have matched. */
guint32 selection_frames_of(const selection *selected, const expressway_flow *flow);

/* How many flows are shown, selected or not. */
guint selection_flows_in_all(void);

/* Whether the flow is shown and selected. */
bool selection_has(const selection *selected, const expressway_flow *flow);

#endif
