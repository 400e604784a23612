/* extent.h
 * How many frames the capture has, and from when to when.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_EXTENT_H
#define EXPRESSWAY_EXTENT_H

#include "../ws-compat.h"

typedef struct {
    guint32 frames;
    bool has_time;
    nstime_t first; /* the earliest and the latest time: frames need not be in order */
    nstime_t last;
} extent;

/* Called once. */
void extent_register(void);

/* On the first pass, for every frame. */
void extent_note_frame(const packet_info *pinfo);

/* Of the frames so far. */
const extent *extent_now(void);

#endif
