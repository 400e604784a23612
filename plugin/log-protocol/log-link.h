/* log-link.h
 * How the entries of a diagnostic log belong together: an INFO entry announces the message that a DEBUG entry
 * holds, and an entry that is longer than a frame can be continues in the next frame of the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_LINK_H
#define EXPRESSWAY_LOG_LINK_H

#include "../ws-compat.h"

#include "../model/log/log-entry.h"

/* Greatest number of announcements that wait for their messages, which follow soon. */
#define LOG_LINK_ROOM 4096U

/* Frame numbers; 0 where there is no such frame, or it is not known yet. */
typedef struct {
    guint32 message_in;   /* of an announcement: the entry with the message */
    guint32 announced_in; /* the other way */
    guint32 begun_in;     /* of a further part: the frame in which the entry begins */
    guint32 continued_in; /* the next part */
} log_link;

/* Called once. */
void log_link_register(void);

/* Whether an entry only announces a message that another entry holds, so that the message is not counted
 * twice. */
bool log_link_is_announcement(const log_entry *entry, bool has_message);

/* On the first pass: notes that the frame holds this entry, of length bytes in the file. */
void log_link_note_entry(guint32 frame, const log_entry *entry, bool has_message, size_t length);

/* On the first pass: notes that the frame holds text that does not start with an entry. */
void log_link_note_other(guint32 frame, text_view bytes);

/* The links of the frame that are known by now. */
log_link log_link_of(guint32 frame);

/* Whether the frame is the first of a log. */
bool log_link_is_first(guint32 frame);

#endif
