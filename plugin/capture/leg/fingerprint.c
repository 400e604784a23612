/* fingerprint.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fingerprint.h"

#include "../kept-memory.h"

#include <string.h>

/* Randoms of a flow that are kept for good: two, and two more after a HelloRetryRequest. */
#define RANDOMS_KEPT 4

#define FIRST_ROOM_BITS 10

/* Fingerprints are allocated so many at a time. A power of two. */
#define CHUNK 256U
#define FIRST_CHUNK_ROOM 64U

/* All that are kept, in chains by hash. The hash is already one: Wireshark's maps would hash it again and
 * allocate an entry for each. Links and places are indices, which take half of a pointer. Index 0 is none. */
static struct {
    fingerprint **chunks;
    guint32 chunk_count;
    guint32 chunk_room;
    guint32 made; /* indices below have been used */
    guint32 *chains;
    guint32 room; /* a power of two */
    guint shift;
    guint64
        multiplier; /* odd and random, so that no capture can be made whose hashes all fall into one chain */
    guint32 count;
    guint32 unused; /* linked by next */
} kept;

static void
begin_file(void)
{
    memset(&kept, 0, sizeof kept);
    kept.made = 1;
    kept.shift = 64 - FIRST_ROOM_BITS;
    kept.multiplier = ((guint64)g_random_int() << 32 | g_random_int()) | 1;
}

void
fingerprint_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

static fingerprint *
at_index(guint32 index)
{
    return &kept.chunks[index / CHUNK][index % CHUNK];
}

static guint32 *
chain_of(guint64 hash)
{
    return &kept.chains[hash * kept.multiplier >> kept.shift];
}

static guint32 *
end_of(guint32 *link)
{
    while (*link != 0)
        link = &at_index(*link)->next;
    return link;
}

static void
make_room(void)
{
    guint32 *old = kept.chains;
    guint32 old_room = kept.room;

    if (kept.count < kept.room)
        return;
    kept.room = old_room > 0 ? old_room * 2 : 1U << FIRST_ROOM_BITS;
    kept.shift -= old_room > 0 ? 1 : 0;
    kept.chains = wmem_alloc0_array(wmem_file_scope(), guint32, kept.room);
    for (guint32 i = 0; i < old_room; i++) {
        guint32 next;

        for (guint32 at = old[i]; at != 0; at = next) {
            fingerprint *print = at_index(at);

            next = print->next;
            print->next = 0;
            *end_of(chain_of(print->hash)) = at;
        }
    }
    wmem_free(wmem_file_scope(), old);
}

static void
add_chunk(void)
{
    if (kept.chunk_count == kept.chunk_room) {
        kept.chunk_room = kept.chunk_room > 0 ? kept.chunk_room * 2 : FIRST_CHUNK_ROOM;
        kept.chunks = (fingerprint **)wmem_realloc(wmem_file_scope(), kept.chunks,
                                                   kept.chunk_room * sizeof(fingerprint *));
    }
    kept.chunks[kept.chunk_count++] = wmem_alloc_array(wmem_file_scope(), fingerprint, CHUNK);
}

static guint32
new_index(void)
{
    if (kept.made / CHUNK == kept.chunk_count)
        add_chunk();
    return kept.made++;
}

/* Returns its index. */
static guint32
keep(const fingerprint *print)
{
    guint32 index = kept.unused;
    fingerprint *mine;

    if (index == 0)
        index = new_index();
    mine = at_index(index);
    if (index == kept.unused)
        kept.unused = mine->next;
    *mine = *print;
    mine->next = 0;
    *end_of(chain_of(mine->hash)) = index;
    kept.count++;
    return index;
}

static void
forget(guint32 index)
{
    fingerprint *old = at_index(index);
    guint32 *link = chain_of(old->hash);

    while (*link != index)
        link = &at_index(*link)->next;
    *link = old->next;
    old->next = kept.unused;
    kept.unused = index;
    kept.count--;
}

/* The first fingerprint of a flow decides how many it keeps. */
static void
prepare(fingerprint_shelf *shelf)
{
    if (shelf->latest_room > 0)
        return;
    if (flow_count() >= FINGERPRINT_MANY_FLOWS) {
        shelf->latest_room = FINGERPRINT_LATEST_OF_MANY;
        return;
    }
    shelf->latest_room = FINGERPRINT_LATEST;
    shelf->places.more = (guint32 *)kept_memory_new0(sizeof *shelf->places.more * FLOW_ENDS *
                                                     (FINGERPRINT_LATEST + FINGERPRINT_SMALLEST));
}

static guint8
smallest_room(const fingerprint_shelf *shelf)
{
    return shelf->latest_room == FINGERPRINT_LATEST_OF_MANY ? FINGERPRINT_SMALLEST_OF_MANY
                                                            : FINGERPRINT_SMALLEST;
}

/* Those of one direction: the latest, then the smallest. */
static guint32 *
places_of(fingerprint_shelf *shelf, flow_end sender)
{
    if (shelf->latest_room == FINGERPRINT_LATEST_OF_MANY)
        return shelf->places.of_many[sender];
    return shelf->places.more + (gsize)sender * (FINGERPRINT_LATEST + FINGERPRINT_SMALLEST);
}

static guint8
largest_of(const guint32 *smallest, guint8 count)
{
    guint8 largest = 0;

    for (guint8 i = 1; i < count; i++) {
        if (at_index(smallest[i])->hash > at_index(smallest[largest])->hash)
            largest = i;
    }
    return largest;
}

/* Takes an empty place or replaces the largest; otherwise it is dropped. */
static void
keep_if_small(fingerprint_shelf *shelf, flow_end sender, guint32 *smallest, guint32 print)
{
    guint8 *count = &shelf->smallest_count[sender];
    guint8 *largest = &shelf->largest[sender];

    if (*count < smallest_room(shelf))
        smallest[(*count)++] = print;
    else if (at_index(print)->hash < at_index(smallest[*largest])->hash) {
        forget(smallest[*largest]);
        smallest[*largest] = print;
    } else {
        forget(print);
        return;
    }
    *largest = largest_of(smallest, *count);
}

static void
put(fingerprint_shelf *shelf, flow_end sender, guint32 print)
{
    guint32 *latest = places_of(shelf, sender);
    guint8 *next = &shelf->next_latest[sender];
    guint32 *place = &latest[*next];

    *next = *next + 1 < shelf->latest_room ? (guint8)(*next + 1) : 0;
    if (*place != 0)
        keep_if_small(shelf, sender, latest + shelf->latest_room, *place);
    *place = print;
}

static const fingerprint *
with_hash(guint32 index, guint64 hash)
{
    while (index != 0 && at_index(index)->hash != hash)
        index = at_index(index)->next;
    return index != 0 ? at_index(index) : NULL;
}

const fingerprint *
fingerprint_next(const fingerprint *print)
{
    return with_hash(print->next, print->hash);
}

const fingerprint *
fingerprint_note(fingerprint_shelf *shelf, const fingerprint *print, bool *repeated)
{
    const fingerprint *first;
    guint32 mine;
    guint flows = 0;

    make_room();
    first = with_hash(*chain_of(print->hash), print->hash);
    *repeated = false;
    for (const fingerprint *at = first; at != NULL; at = fingerprint_next(at)) {
        if (at->flow == print->flow) {
            *repeated = at->sequence != 0 && print->sequence != 0 && at->sequence != print->sequence;
            return NULL;
        }
        flows++;
    }
    if (flows >= FINGERPRINT_FLOWS)
        return NULL;
    prepare(shelf);
    mine = keep(print);
    if (print->kind == PAIRED_BY_RANDOM && shelf->randoms < RANDOMS_KEPT)
        shelf->randoms++;
    else
        put(shelf, flow_end_of(print->from_client), mine);
    return first;
}
