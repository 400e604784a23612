/* log-glance.h
 * The time and the ends of an entry, for a reader who needs nothing else of it, at a fraction of the cost.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_GLANCE_H
#define EXPRESSWAY_LOG_GLANCE_H

#include "log-entry.h"

typedef struct {
    log_time time;
    endpoint source;
    endpoint destination;
} log_glance;

/* Reads an entry with log_entry_parse; where bytes do not begin with one, nothing is found. */
void log_glance_whole(text_view bytes, log_glance *glance);

/* Finds the same in the entry bytes, whose log_prefix_length is prefix, which is not 0, and whose first line
 * ends at line_end (index of its LF, or bytes.length). */
void log_glance_at(text_view bytes, size_t prefix, size_t line_end, log_glance *glance);

#endif
