/* log-note.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-note.h"

#include <string.h>

static struct {
    wmem_array_t *notes; /* log_note */
    wmem_map_t *topics;  /* "key host" -> log_topic * */
    guint32 not_kept;
} file;

static void
begin_file(void)
{
    file.notes = wmem_array_new(wmem_file_scope(), sizeof(log_note));
    file.topics = wmem_map_new(wmem_file_scope(), wmem_str_hash, g_str_equal);
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
log_note_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(end_file);
}

static log_topic *
topic_of(const char *host, const char *key)
{
    char *name = wmem_strdup_printf(NULL, "%s %s", key, host);
    log_topic *topic = (log_topic *)wmem_map_lookup(file.topics, name);

    if (topic == NULL && wmem_map_size(file.topics) < LOG_NOTE_TOPICS) {
        topic = wmem_new0(wmem_file_scope(), log_topic);
        topic->key = key;
        topic->host = wmem_strdup(wmem_file_scope(), host);
        wmem_map_insert(file.topics, wmem_strdup(wmem_file_scope(), name), topic);
    }
    wmem_free(NULL, name);
    return topic;
}

void
log_note_add(guint32 frame, const char *host, const char *key, const char *text)
{
    log_topic *topic = topic_of(host != NULL ? host : "", key);
    log_note note = {.topic = topic, .frame = frame};

    if (topic == NULL || topic->count++ >= LOG_NOTE_ROOM) {
        file.not_kept++;
        return;
    }
    note.text = wmem_strdup(wmem_file_scope(), text);
    wmem_array_append_one(file.notes, note);
}

/* Notes of the frames that were read last are at the end. */
void
log_note_withdraw(guint32 frame, const char *key)
{
    for (guint i = log_note_count(); i > 0; i--) {
        log_note *note = (log_note *)wmem_array_index(file.notes, i - 1);

        if (note->frame < frame && note->frame != 0)
            return;
        if (note->frame == frame && note->topic->key == key) {
            note->frame = 0;
            note->topic->count--;
        }
    }
}

guint32
log_note_not_kept(void)
{
    return file.not_kept;
}

guint
log_note_count(void)
{
    return file.notes != NULL ? wmem_array_get_count(file.notes) : 0;
}

const log_note *
log_note_at(guint index)
{
    return (const log_note *)wmem_array_index(file.notes, index);
}
