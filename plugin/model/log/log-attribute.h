/* log-attribute.h
 * The Name="value" pairs of a diagnostic log line.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ATTRIBUTE_H
#define EXPRESSWAY_LOG_ATTRIBUTE_H

#include "log-known.h"

typedef struct {
    text_view name;
    text_view value;      /* the text between the quotes, stray blanks included */
    text_view place;      /* name, value and quotes */
    int known;            /* log_attribute_known of the name */
    bool is_last_of_head; /* a colon follows: `Level="DEBUG":`, `Thread="0x…":` */
} log_attribute;

#define LOG_LONGEST_NAME 64

/* Number of letters, digits, "-", "_" and "." at the start of text; counting stops after LOG_LONGEST_NAME +
 * 1. */
size_t log_name_length(text_view text);

/* Whether text begins with an attribute: a name of at most LOG_LONGEST_NAME characters, the first not a
 * digit, and then `="`. */
bool log_attribute_begins(text_view text);

/* Reads the attribute at the start of line and advances line past it, and past the colon and the blanks that
 * follow. False, with line unchanged, where no attribute begins there. A value may hold quotes: it ends at a
 * quote that is followed by the end of the line, a colon or another attribute, or that does not open a pair
 * within the value. A value without an end extends to the end of line. Linear in the line over all its
 * attributes. */
bool log_attribute_read(text_view *line, log_attribute *attribute);

/* The next attribute in line, wherever it begins; other text between attributes is skipped. line is advanced.
 * False at the end. */
bool log_attribute_next(text_view *line, log_attribute *attribute);

/* Which of the known attributes has that name, or -1. */
int log_attribute_known(text_view name);

#endif
