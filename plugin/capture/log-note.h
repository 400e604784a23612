/* log-note.h
 * Notes about remarkable entries of diagnostic logs, by the host that wrote them. State lives in file
 * scope.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_NOTE_H
#define EXPRESSWAY_LOG_NOTE_H

#include "../ws-compat.h"

/* Notes that are kept of one kind and host; further ones are counted. */
#define LOG_NOTE_ROOM 64

/* How many combinations of host and kind are kept. Others are shown on their own frame only. */
#define LOG_NOTE_TOPICS 256

/* All notes of one kind about one host. */
typedef struct {
    const char *key; /* of the kind: static text */
    const char *host;
    guint32 count;
} log_topic;

typedef struct {
    log_topic *topic;
    guint32 frame;
    const char *text;
} log_note;

/* Called once. */
void log_note_register(void);

/* On the first pass: the frame's entry, written by host (NULL if not named), is remarkable. Copies host
 * and text. */
void log_note_add(guint32 frame, const char *host, const char *key, const char *text);

/* On the first pass: a note of that kind on that frame, one of the latest, has turned out to be wrong. */
void log_note_withdraw(guint32 frame, const char *key);

/* How many more there were, which have not been kept. */
guint32 log_note_not_kept(void);

/* All notes that are kept, in order of their frames; those withdrawn have frame 0. */
guint log_note_count(void);
const log_note *log_note_at(guint index);

#endif
