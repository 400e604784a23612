/* story.h
 * What happened on a connection, one sentence an event, in order of time.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_STORY_H
#define EXPRESSWAY_STORY_H

#include "connection.h"

/* How many SERVICEs are reported, each with its consequences. The JSON has them all. */
#define STORY_SERVICES 20

typedef struct {
    guint32 frame;
    nstime_t when;    /* zero where it is not known */
    const char *text; /* in the allocator's memory */
} story_event;

/* The events of a connection: story_event, by frame. Of two sides, that of the flow with more of them
 * (connection.h). */
wmem_array_t *story_of(wmem_allocator_t *allocator, const connection *one);

#endif
