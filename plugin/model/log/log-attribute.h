/* log-attribute.h
 * The Name="value" pairs of a diagnostic log line.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ATTRIBUTE_H
#define EXPRESSWAY_LOG_ATTRIBUTE_H

#include "../text-view.h"

/* The attributes that are known by name. */
typedef enum {
    LOG_UTC_TIME,
    LOG_MODULE,
    LOG_LEVEL,
    LOG_EVENT,
    LOG_ACTION,
    LOG_DETAIL,
    LOG_MSG_HASH,
    LOG_LOCAL_IP,
    LOG_LOCAL_PORT,
    LOG_SRC_IP,
    LOG_SRC_PORT,
    LOG_DST_IP,
    LOG_DST_PORT,
    LOG_REASON,
    LOG_CODE_LOCATION,
    LOG_METHOD,
    LOG_SERVICE,
    LOG_PROTOCOL,
    LOG_ATTRIBUTES
} log_attribute_name;

typedef struct {
    text_view name;
    text_view value;      /* what is between the quotes, stray blanks included */
    text_view place;      /* both, with the quotes */
    bool is_last_of_head; /* a colon follows: `Level="DEBUG":`, `Thread="0x…":` */
} log_attribute;

#define LOG_LONGEST_NAME 64

/* How many letters, digits, "-", "_" and "." text begins with; more than LOG_LONGEST_NAME are not counted on.
 */
size_t log_name_length(text_view text);

/* Whether an attribute begins text: a name, no longer than that and with no digit first, then `="`. */
bool log_attribute_begins(text_view text);

/* Reads the attribute at the start of line and advances line past it, the colon and the blanks that follow.
 * False, with line left alone, where none begins there. A value may hold quotes: it ends at a quote that the
 * end of the line, a colon or another attribute follows, or one that does not open a pair within the value.
 * One without an end runs to the end of line. Linear in the line over all its attributes. */
bool log_attribute_read(text_view *line, log_attribute *attribute);

/* The next attribute in line, wherever it begins: other text between attributes is passed over. line is
 * advanced. False at the end. */
bool log_attribute_next(text_view *line, log_attribute *attribute);

/* Which of the known attributes bears that name, or -1. */
int log_attribute_known(text_view name);

#endif
