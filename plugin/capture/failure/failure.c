/* failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure.h"

#include "../generation.h"
#include "../kept-text.h"

#include <string.h>

static struct {
    wmem_array_t *all;     /* failure * */
    wmem_map_t *by_key;    /* what they have in common -> failure * */
    wmem_map_t *by_frame;  /* frame -> failure *, the first that is said there */
    wmem_array_t *healthy; /* failure *, the links that work */
    guint32 not_kept;
} file;

static void
begin_file(void)
{
    file.all = wmem_array_new(wmem_file_scope(), sizeof(failure *));
    file.healthy = wmem_array_new(wmem_file_scope(), sizeof(failure *));
    file.by_key = wmem_map_new(wmem_file_scope(), wmem_str_hash, g_str_equal);
    file.by_frame = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
failure_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(end_file);
}

static const char *
text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* The client's port differs with each connection. */
static char *
key_of(wmem_allocator_t *scratch, const failure_seen *seen)
{
    endpoint client = {.host = seen->client.host};
    char client_text[ENDPOINT_TEXT_SIZE];
    char server_text[ENDPOINT_TEXT_SIZE];

    return wmem_strdup_printf(scratch, "%d %d %d %d %u %u %d\n%s\n%s\n%.255s\n%.255s\n%.255s\n%.255s",
                              seen->what, seen->source, seen->sure, seen->weight, seen->variant, seen->code,
                              seen->is_of_client, endpoint_format(client, client_text),
                              endpoint_format(seen->server, server_text), text_or_empty(seen->host),
                              text_or_empty(seen->words), text_or_empty(seen->name),
                              text_or_empty(seen->other));
}

static const char *
copy_of(const packet_info *pinfo, const char *text)
{
    return text != NULL ? kept_text(pinfo->pool, text_view_of(text, strlen(text))) : NULL;
}

static void
say_on_frame(failure *one)
{
    failure *first = (failure *)wmem_map_lookup(file.by_frame, GUINT_TO_POINTER(one->frame));

    if (first == NULL) {
        wmem_map_insert(file.by_frame, GUINT_TO_POINTER(one->frame), one);
        return;
    }
    while (first->next_on_frame != NULL)
        first = first->next_on_frame;
    first->next_on_frame = one;
}

static failure *
new_failure(const packet_info *pinfo, const failure_seen *seen, const char *key)
{
    failure *one = wmem_new0(wmem_file_scope(), failure);

    one->seen = *seen;
    one->seen.host = copy_of(pinfo, seen->host);
    one->seen.words = copy_of(pinfo, seen->words);
    one->seen.name = copy_of(pinfo, seen->name);
    one->seen.other = copy_of(pinfo, seen->other);
    one->frame = pinfo->num;
    one->first_time = pinfo->abs_ts;
    one->frames = wmem_array_new(wmem_file_scope(), sizeof(guint32));
    wmem_map_insert(file.by_key, wmem_strdup(wmem_file_scope(), key), one);
    wmem_array_append_one(file.all, one);
    say_on_frame(one);
    return one;
}

static failure *
find_or_create(const packet_info *pinfo, const failure_seen *seen)
{
    char *key = key_of(NULL, seen);
    failure *one = (failure *)wmem_map_lookup(file.by_key, key);

    if (one == NULL && failure_count() < FAILURE_ROOM)
        one = new_failure(pinfo, seen, key);
    else if (one == NULL)
        file.not_kept++;
    wmem_free(NULL, key);
    return one;
}

static bool
is_of_link(const failure_seen *one, const failure_seen *link)
{
    if (one->client.host.family == HOST_NONE && one->server.host.family == HOST_NONE)
        return true;
    return host_address_equals(one->client.host, link->client.host) &&
           host_address_equals(one->server.host, link->server.host);
}

/* Whether with this failure nobody would call the link healthy. */
static bool
harms(const failure_seen *one, const failure_seen *link)
{
    return one->what != FAILURE_HEALTHY && one->what != FAILURE_ALARM && one->what != FAILURE_CLUSTER_PEER &&
           is_of_link(one, link);
}

static void
doubt_healthy(const failure_seen *seen)
{
    for (guint i = 0; i < wmem_array_get_count(file.healthy); i++) {
        failure *one = *(failure **)wmem_array_index(file.healthy, i);

        if (harms(seen, &one->seen))
            failure_withdraw(one);
    }
}

failure *
failure_note_healthy(const packet_info *pinfo, const failure_seen *seen)
{
    failure *one;

    for (guint i = 0; i < failure_count(); i++) {
        const failure *other = failure_at(i);

        if (!other->is_withdrawn && other->recovered_frame == 0 && harms(&other->seen, seen))
            return NULL;
    }
    one = failure_note(pinfo, seen);
    if (one != NULL && one->count == 1)
        wmem_array_append_one(file.healthy, one);
    return one;
}

failure *
failure_note(const packet_info *pinfo, const failure_seen *seen)
{
    failure *one = find_or_create(pinfo, seen);

    if (one == NULL)
        return NULL;
    if (one->count == 0)
        doubt_healthy(seen);
    one->count++;
    one->last_time = pinfo->abs_ts;
    one->recovered_frame = 0;
    failure_shown_in(one, pinfo->num);
    generation_raise();
    return one;
}

void
failure_shown_in(failure *one, guint32 frame)
{
    guint count = one != NULL ? wmem_array_get_count(one->frames) : FAILURE_FRAMES;

    if (count >= FAILURE_FRAMES || frame == 0)
        return;
    for (guint i = 0; i < count; i++) {
        if (*(const guint32 *)wmem_array_index(one->frames, i) == frame)
            return;
    }
    wmem_array_append_one(one->frames, frame);
}

void
failure_withdraw(failure *one)
{
    if (one == NULL || one->is_withdrawn)
        return;
    one->is_withdrawn = true;
    generation_raise();
}

void
failure_recovered(failure *one, const packet_info *pinfo)
{
    if (one == NULL || one->recovered_frame != 0)
        return;
    one->recovered_frame = pinfo->num;
    one->recovered_time = pinfo->abs_ts;
    generation_raise();
}

const failure *
failure_on_frame(guint32 frame)
{
    if (file.by_frame == NULL || wmem_map_size(file.by_frame) == 0)
        return NULL;
    return (const failure *)wmem_map_lookup(file.by_frame, GUINT_TO_POINTER(frame));
}

guint
failure_count(void)
{
    return file.all != NULL ? wmem_array_get_count(file.all) : 0;
}

failure *
failure_at(guint index)
{
    return *(failure **)wmem_array_index(file.all, index);
}

guint32
failure_not_kept(void)
{
    return file.not_kept;
}
