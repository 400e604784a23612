/* fingerprint.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fingerprint.h"

#include "../flow-end.h"

/* Randoms of a flow that are kept for good: two, and two more after a HelloRetryRequest. */
#define RANDOMS_KEPT 4

/* A ring of the latest in each direction. What leaves it is kept if its hash is small. */
struct fingerprint_shelf {
    guint8 latest_room;
    guint8 smallest_room;
    guint8 next_latest[FLOW_ENDS];
    guint8 randoms;
    fingerprint **places; /* of the two directions, each latest then smallest */
};

static wmem_map_t *kept; /* guint64 * -> fingerprint *, the first of those with this hash */

void
fingerprint_register(void)
{
    kept = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_int64_hash, g_int64_equal);
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

static void
forget(fingerprint *old)
{
    fingerprint *at = (fingerprint *)wmem_map_lookup(kept, &old->hash);

    if (at == old) {
        wmem_map_remove(kept, &old->hash);
        if (old->next != NULL)
            wmem_map_insert(kept, &old->next->hash, old->next);
    } else {
        while (at != NULL && at->next != old)
            at = at->next;
        if (at != NULL)
            at->next = old->next;
    }
    wmem_free(wmem_file_scope(), old);
}

/* Replaces the largest or takes an empty place; otherwise it is dropped. */
static void
keep_if_small(const fingerprint_shelf *shelf, fingerprint **smallest, fingerprint *print)
{
    guint largest = 0;

    for (guint i = 0; i < shelf->smallest_room; i++) {
        if (smallest[i] == NULL) {
            smallest[i] = print;
            return;
        }
        if (smallest[i]->hash > smallest[largest]->hash)
            largest = i;
    }
    if (print->hash < smallest[largest]->hash) {
        forget(smallest[largest]);
        smallest[largest] = print;
    } else
        forget(print);
}

static void
put(fingerprint_shelf *shelf, fingerprint *print)
{
    flow_end sender = flow_end_of(print->from_client);
    fingerprint **latest = shelf->places + (gsize)sender * (shelf->latest_room + shelf->smallest_room);
    fingerprint **place = &latest[shelf->next_latest[sender]];

    shelf->next_latest[sender] = (guint8)((shelf->next_latest[sender] + 1U) % shelf->latest_room);
    if (*place != NULL)
        keep_if_small(shelf, latest + shelf->latest_room, *place);
    *place = print;
}

const fingerprint *
fingerprint_note(fingerprint_shelf **shelf, const fingerprint *print, bool *repeated)
{
    fingerprint *first = (fingerprint *)wmem_map_lookup(kept, &print->hash);
    fingerprint *mine;
    guint flows = 0;

    *repeated = false;
    for (fingerprint *at = first; at != NULL; at = at->next) {
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
    mine = (fingerprint *)wmem_memdup(wmem_file_scope(), print, sizeof *print);
    mine->next = NULL;
    if (first == NULL)
        wmem_map_insert(kept, &mine->hash, mine);
    else {
        mine->next = first->next;
        first->next = mine;
    }
    if (print->kind == PAIRED_BY_RANDOM && (*shelf)->randoms < RANDOMS_KEPT)
        (*shelf)->randoms++;
    else
        put(*shelf, mine);
    return first;
}
