/* log-link.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-link.h"

#include "../model/hash64.h"

#include <string.h>

/* The reader cuts an entry where the next line would make the frame longer than Wireshark allows, including
 * the name and addresses that come before the entry. */
#define LONGEST_FRAME ((size_t)WTAP_MAX_PACKET_SIZE_STANDARD - 1024)

/* An announcement whose message has not been seen. */
typedef struct {
    guint64 key;
    guint32 frame; /* 0: no announcement waits in this place */
} announcement;

static struct {
    wmem_map_t *links;     /* frame -> log_link * */
    announcement *waiting; /* LOG_LINK_ROOM places, or NULL; a later announcement replaces an earlier one in
                              the same place */
    guint32 first_frame;
    guint32 last_frame;
    guint32 last_start; /* frame in which the entry of last_frame began */
    size_t last_length;
} file;

static void
begin_file(void)
{
    file.links = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
log_link_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(end_file);
}

static log_link *
link_for(guint32 frame)
{
    log_link *link = (log_link *)wmem_map_lookup(file.links, GUINT_TO_POINTER(frame));

    if (link == NULL) {
        link = wmem_new0(wmem_file_scope(), log_link);
        wmem_map_insert(file.links, GUINT_TO_POINTER(frame), link);
    }
    return link;
}

log_link
log_link_of(guint32 frame)
{
    const log_link *link = (const log_link *)wmem_map_lookup(file.links, GUINT_TO_POINTER(frame));

    return link != NULL ? *link : (log_link){.message_in = 0};
}

bool
log_link_is_first(guint32 frame)
{
    return frame == file.first_frame;
}

bool
log_link_is_announcement(const log_entry *entry, bool has_message)
{
    return !has_message && text_view_starts_with(entry->values[LOG_MODULE], TEXT_VIEW("network.")) &&
           text_view_equals(entry->values[LOG_LEVEL], TEXT_VIEW("INFO")) &&
           !text_view_is_empty(log_entry_message_hash(entry));
}

/* A Msg-Hash is a number, so the blank separates it from the name of the host. */
static guint64
key_of(const log_entry *entry, text_view hash)
{
    guint64 key = hash64_add(HASH64_START, hash);

    return hash64_add(hash64_add(key, TEXT_VIEW(" ")), entry->host);
}

/* A retransmission has the same hash as the first transmission, so an announcement is joined with one message
 * only: the next one. */
static void
join(guint32 frame, guint64 key, bool is_announcement)
{
    announcement *waiting;

    if (file.waiting == NULL)
        file.waiting = (announcement *)wmem_alloc0(wmem_file_scope(), LOG_LINK_ROOM * sizeof(announcement));
    waiting = &file.waiting[key % LOG_LINK_ROOM];
    if (is_announcement) {
        *waiting = (announcement){.key = key, .frame = frame};
    } else if (waiting->frame != 0 && waiting->key == key) {
        link_for(waiting->frame)->message_in = frame;
        link_for(frame)->announced_in = waiting->frame;
        waiting->frame = 0;
    }
}

static void
note_frame(guint32 frame, guint32 start, size_t length)
{
    if (file.first_frame == 0)
        file.first_frame = frame;
    file.last_frame = frame;
    file.last_start = start;
    file.last_length = length;
}

void
log_link_note_entry(guint32 frame, const log_entry *entry, bool has_message, size_t length)
{
    text_view hash = log_entry_message_hash(entry);
    bool is_announcement = log_link_is_announcement(entry, has_message);

    note_frame(frame, frame, length);
    if (!text_view_is_empty(hash) && (has_message || is_announcement))
        join(frame, key_of(entry, hash), is_announcement);
}

void
log_link_note_other(guint32 frame, text_view bytes)
{
    size_t first_line = text_view_find(bytes, '\n') + 1;
    guint32 start = frame;

    if (file.last_frame != 0 && file.last_length + first_line > LONGEST_FRAME) {
        start = file.last_start;
        link_for(frame)->begun_in = start;
        link_for(file.last_frame)->continued_in = frame;
    }
    note_frame(frame, start, bytes.length);
}
