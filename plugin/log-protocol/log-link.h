/* log-link.h
 * How the entries of a diagnostic log belong together: an INFO entry announces the message that a DEBUG entry
 * holds, and an entry that is longer than a frame can be goes on in the next frame of the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_LINK_H
#define EXPRESSWAY_LOG_LINK_H

#include "../ws-compat.h"

#include "../model/log/log-entry.h"

/* At most so many announcements wait for their messages, which follow soon. */
#define LOG_LINK_ROOM 4096U

/* Frames; 0 where there is none, or none is known yet. */
typedef struct {
    guint32 message_in;   /* of an announcement: the entry with the message */
    guint32 announced_in; /* the other way */
    guint32 begun_in;     /* of text that is no entry: where the entry began that it belongs to */
    guint32 continued_in; /* the next part */
} log_link;

/* Called once. */
void log_link_register(void);

/* Whether an entry does no more than announce a message, so that nothing is to be counted twice. */
bool log_link_is_announcement(const log_entry *entry, bool has_message);

/* On the first pass: the frame has that entry, which takes so many bytes of the file. */
void log_link_note_entry(guint32 frame, const log_entry *entry, bool has_message, size_t length);

/* On the first pass: the frame has text of a log that does not start with an entry. */
void log_link_note_other(guint32 frame, text_view bytes);

/* What is known of the frame now. */
log_link log_link_of(guint32 frame);

/* Whether no frame of a log comes before this one. */
bool log_link_is_first(guint32 frame);

#endif
