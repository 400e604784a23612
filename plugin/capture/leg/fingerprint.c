/* fingerprint.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fingerprint.h"

#include "../flow-end.h"

#include <string.h>

/* Randoms of a flow that are kept for good: two, and two more after a HelloRetryRequest. */
#define RANDOMS_KEPT 4

#define FIRST_ROOM_BITS 10

/* A ring of the latest in each direction. What leaves it is kept if its hash is small. */
struct fingerprint_shelf {
    guint8 latest_room;
    guint8 smallest_room;
    guint8 next_latest[FLOW_ENDS];
    guint8 smallest_count[FLOW_ENDS];
    guint8 largest[FLOW_ENDS]; /* index among the smallest */
    guint8 randoms;
    fingerprint **places; /* of the two directions, each latest then smallest */
};

/* All that are kept, in chains by hash. The hash is already one: Wireshark's maps would hash it again and
 * allocate an entry for each. */
static struct {
    fingerprint **chains;
    guint32 room; /* a power of two */
    guint shift;
    guint64
        multiplier; /* odd and random, so that no capture can be made whose hashes all fall into one chain */
    guint32 count;
    fingerprint *unused; /* linked by next */
} kept;

static void
begin_file(void)
{
    memset(&kept, 0, sizeof kept);
    kept.shift = 64 - FIRST_ROOM_BITS;
    kept.multiplier = ((guint64)g_random_int() << 32 | g_random_int()) | 1;
}

void
fingerprint_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

static fingerprint_shelf *
new_shelf(void)
{
    bool are_many = flow_count() >= FINGERPRINT_MANY_FLOWS;
    fingerprint_shelf *shelf = wmem_new0(wmem_file_scope(), fingerprint_shelf);

    shelf->latest_room = are_many ? FINGERPRINT_LATEST_OF_MANY : FINGERPRINT_LATEST;
    shelf->smallest_room = are_many ? FINGERPRINT_SMALLEST_OF_MANY : FINGERPRINT_SMALLEST;
    shelf->places = wmem_alloc0_array(wmem_file_scope(), fingerprint *,
                                      (size_t)FLOW_ENDS * (shelf->latest_room + shelf->smallest_room));
    return shelf;
}

static fingerprint **
chain_of(guint64 hash)
{
    return &kept.chains[hash * kept.multiplier >> kept.shift];
}

static fingerprint **
end_of(fingerprint **link)
{
    while (*link != NULL)
        link = &(*link)->next;
    return link;
}

static void
make_room(void)
{
    fingerprint **old = kept.chains;
    guint32 old_room = kept.room;

    if (kept.count < kept.room)
        return;
    kept.room = old_room > 0 ? old_room * 2 : 1U << FIRST_ROOM_BITS;
    kept.shift -= old_room > 0 ? 1 : 0;
    kept.chains = wmem_alloc0_array(wmem_file_scope(), fingerprint *, kept.room);
    for (guint32 i = 0; i < old_room; i++) {
        fingerprint *next;

        for (fingerprint *at = old[i]; at != NULL; at = next) {
            next = at->next;
            at->next = NULL;
            *end_of(chain_of(at->hash)) = at;
        }
    }
    wmem_free(wmem_file_scope(), old);
}

static fingerprint *
keep(const fingerprint *print)
{
    fingerprint *mine = kept.unused;

    if (mine != NULL)
        kept.unused = mine->next;
    else
        mine = wmem_new(wmem_file_scope(), fingerprint);
    *mine = *print;
    mine->next = NULL;
    *end_of(chain_of(mine->hash)) = mine;
    kept.count++;
    return mine;
}

static void
forget(fingerprint *old)
{
    fingerprint **link = chain_of(old->hash);

    while (*link != old)
        link = &(*link)->next;
    *link = old->next;
    old->next = kept.unused;
    kept.unused = old;
    kept.count--;
}

static guint8
largest_of(fingerprint *const *smallest, guint8 room)
{
    guint8 largest = 0;

    for (guint8 i = 0; i < room && smallest[i] != NULL; i++) {
        if (smallest[i]->hash > smallest[largest]->hash)
            largest = i;
    }
    return largest;
}

/* Takes an empty place or replaces the largest; otherwise it is dropped. */
static void
keep_if_small(fingerprint_shelf *shelf, flow_end sender, fingerprint **smallest, fingerprint *print)
{
    guint8 *count = &shelf->smallest_count[sender];
    guint8 *largest = &shelf->largest[sender];

    if (*count < shelf->smallest_room)
        smallest[(*count)++] = print;
    else if (print->hash < smallest[*largest]->hash) {
        forget(smallest[*largest]);
        smallest[*largest] = print;
    } else {
        forget(print);
        return;
    }
    *largest = largest_of(smallest, *count);
}

static void
put(fingerprint_shelf *shelf, fingerprint *print)
{
    flow_end sender = flow_end_of(print->from_client);
    fingerprint **latest = shelf->places + (gsize)sender * (shelf->latest_room + shelf->smallest_room);
    guint8 *next = &shelf->next_latest[sender];
    fingerprint **place = &latest[*next];

    *next = *next + 1 < shelf->latest_room ? (guint8)(*next + 1) : 0;
    if (*place != NULL)
        keep_if_small(shelf, sender, latest + shelf->latest_room, *place);
    *place = print;
}

static fingerprint *
with_hash(fingerprint *at, guint64 hash)
{
    while (at != NULL && at->hash != hash)
        at = at->next;
    return at;
}

const fingerprint *
fingerprint_next(const fingerprint *print)
{
    return with_hash(print->next, print->hash);
}

const fingerprint *
fingerprint_note(fingerprint_shelf **shelf, const fingerprint *print, bool *repeated)
{
    const fingerprint *first;
    fingerprint *mine;
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
    if (*shelf == NULL)
        *shelf = new_shelf();
    mine = keep(print);
    if (print->kind == PAIRED_BY_RANDOM && (*shelf)->randoms < RANDOMS_KEPT)
        (*shelf)->randoms++;
    else
        put(*shelf, mine);
    return first;
}
