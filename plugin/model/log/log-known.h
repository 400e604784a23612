/* log-known.h
 * The attributes of a diagnostic log that are known by their names.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_KNOWN_H
#define EXPRESSWAY_LOG_KNOWN_H

#include "../text-view.h"

/* The first of them name the time and the ends. */
typedef enum {
    LOG_UTC_TIME,
    LOG_MODULE,
    LOG_LOCAL_IP,
    LOG_LOCAL_PORT,
    LOG_SRC_IP,
    LOG_SRC_PORT,
    LOG_DST_IP,
    LOG_DST_PORT,
    LOG_TIME_AND_ENDS,
    LOG_LEVEL = LOG_TIME_AND_ENDS,
    LOG_EVENT,
    LOG_ACTION,
    LOG_DETAIL,
    LOG_MSG_HASH,
    LOG_REASON,
    LOG_CODE_LOCATION,
    LOG_METHOD,
    LOG_SERVICE,
    LOG_PROTOCOL,
    LOG_ATTRIBUTES
} log_attribute_name;

/* Length of the longest start of a known attribute. */
#define LOG_LONGEST_START (sizeof "CodeLocation=\"" - 1)

/* Whether text begins with start; *length is then its length. */
static inline bool
log_known_begins(const char *text, text_view start, size_t *length)
{
    *length = start.length;
    return memcmp(text, start.data, start.length) == 0;
}

/* Which known attribute text, of LOG_LONGEST_START bytes, begins with, or -1, and the length of its name
 * with the `="` behind it. The lengths are constants, so each comparison is of one or two words. */
static inline int
log_known_start(const char *text, size_t *length)
{
    switch (text[0]) {
    case 'A':
        return log_known_begins(text, TEXT_VIEW("Action=\""), length) ? LOG_ACTION : -1;
    case 'C':
        return log_known_begins(text, TEXT_VIEW("CodeLocation=\""), length) ? LOG_CODE_LOCATION : -1;
    case 'D':
        return log_known_begins(text, TEXT_VIEW("Dst-ip=\""), length)     ? LOG_DST_IP
               : log_known_begins(text, TEXT_VIEW("Dst-port=\""), length) ? LOG_DST_PORT
               : log_known_begins(text, TEXT_VIEW("Detail=\""), length)   ? LOG_DETAIL
                                                                          : -1;
    case 'E':
        return log_known_begins(text, TEXT_VIEW("Event=\""), length) ? LOG_EVENT : -1;
    case 'L':
        return log_known_begins(text, TEXT_VIEW("Level=\""), length)        ? LOG_LEVEL
               : log_known_begins(text, TEXT_VIEW("Local-ip=\""), length)   ? LOG_LOCAL_IP
               : log_known_begins(text, TEXT_VIEW("Local-port=\""), length) ? LOG_LOCAL_PORT
                                                                            : -1;
    case 'M':
        return log_known_begins(text, TEXT_VIEW("Module=\""), length)     ? LOG_MODULE
               : log_known_begins(text, TEXT_VIEW("Msg-Hash=\""), length) ? LOG_MSG_HASH
               : log_known_begins(text, TEXT_VIEW("Method=\""), length)   ? LOG_METHOD
                                                                          : -1;
    case 'P':
        return log_known_begins(text, TEXT_VIEW("Protocol=\""), length) ? LOG_PROTOCOL : -1;
    case 'R':
        return log_known_begins(text, TEXT_VIEW("Reason=\""), length) ? LOG_REASON : -1;
    case 'S':
        return log_known_begins(text, TEXT_VIEW("Src-ip=\""), length)     ? LOG_SRC_IP
               : log_known_begins(text, TEXT_VIEW("Src-port=\""), length) ? LOG_SRC_PORT
               : log_known_begins(text, TEXT_VIEW("Service=\""), length)  ? LOG_SERVICE
                                                                          : -1;
    case 'U':
        return log_known_begins(text, TEXT_VIEW("UTCTime=\""), length) ? LOG_UTC_TIME : -1;
    default:
        return -1;
    }
}

#endif
