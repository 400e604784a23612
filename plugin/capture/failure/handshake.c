/* handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "handshake.h"

#include "../frame/endpoint-pair.h"

#include <string.h>

guint8 handshakes_of_port[HANDSHAKE_PORTS];

/* Places of the table that finds a handshake by its client. */
#define PLACES 256

static handshake *places[PLACES];
static handshake *slots[HANDSHAKE_ROOM]; /* those under way, in no order; all from the front on */
static wmem_map_t *pairs;                /* endpoint_pair *, the client's port 0 -> handshake_pair * */
static guint under_way;

static handshake **
place_of(endpoint client)
{
    return &places[endpoint_hash(&client) % PLACES];
}

static void
free_handshake(handshake *one)
{
    g_free(one->ends);
    g_free(one);
}

static void
end_file(void)
{
    while (under_way > 0)
        free_handshake(slots[--under_way]);
    memset(handshakes_of_port, 0, sizeof handshakes_of_port);
    memset(places, 0, sizeof places);
}

void
handshake_register(void)
{
    pairs =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    register_cleanup_routine(end_file);
}

handshake_pair *
handshake_pair_of(host_address client, endpoint server)
{
    endpoint_pair ends = {{.host = client}, server};

    return (handshake_pair *)wmem_map_lookup(pairs, &ends);
}

handshake_pair *
handshake_pair_make(host_address client, endpoint server)
{
    handshake_pair *pair = handshake_pair_of(client, server);
    endpoint_pair *ends;

    if (pair != NULL || wmem_map_size(pairs) >= HANDSHAKE_PAIR_ROOM)
        return pair;
    ends = wmem_new0(wmem_file_scope(), endpoint_pair);
    ends->first.host = client;
    ends->second = server;
    pair = wmem_new0(wmem_file_scope(), handshake_pair);
    wmem_map_insert(pairs, ends, pair);
    return pair;
}

static void
forget_slot(guint slot)
{
    handshake *one = slots[slot];
    handshake *last = slots[--under_way];
    handshake **link = place_of(one->client);

    while (*link != one)
        link = &(*link)->next_in_place;
    *link = one->next_in_place;
    handshakes_of_port[one->client.port % HANDSHAKE_PORTS]--;
    slots[slot] = last;
    last->slot = slot;
    free_handshake(one);
}

/* Not the oldest, which would have to be looked for with every SYN of a flood. */
static void
forget_one(void)
{
    static guint turn;

    forget_slot(turn++ % under_way);
}

bool
handshake_remember(handshake *one)
{
    if (one->pair == NULL)
        one->pair = handshake_pair_make(one->client.host, one->server);
    return one->pair != NULL;
}

handshake *
handshake_begin(const packet_info *pinfo, endpoint client, endpoint server, guint32 sequence)
{
    handshake *one;

    if (under_way >= HANDSHAKE_ROOM)
        forget_one();
    one = g_new0(handshake, 1);
    one->client = client;
    one->server = server;
    one->time = pinfo->abs_ts;
    one->first[true] = sequence;
    one->next[true] = sequence + 1;
    one->slot = under_way++;
    slots[one->slot] = one;
    one->next_in_place = *place_of(client);
    *place_of(client) = one;
    handshakes_of_port[client.port % HANDSHAKE_PORTS]++;
    return one;
}

handshake *
handshake_between(const packet_info *pinfo, endpoint client, endpoint server)
{
    handshake *one = *place_of(client);
    handshake *next;

    for (; one != NULL; one = next) {
        next = one->next_in_place;
        if (pinfo->abs_ts.secs - one->time.secs > HANDSHAKE_SECONDS)
            forget_slot(one->slot);
        else if (one->client.port == client.port && endpoint_equal(&one->client, &client) &&
                 endpoint_equal(&one->server, &server))
            return one;
    }
    return NULL;
}

void
handshake_has_data(handshake *one)
{
    if (one->ends != NULL)
        return;
    /* The rooms for bytes are large, and are written before they are read. */
    one->ends = g_new(tls_handshake_end, 2);
    memset(&one->ends[0], 0, offsetof(tls_handshake_end, der));
    memset(&one->ends[1], 0, offsetof(tls_handshake_end, der));
}

void
handshake_forget(handshake *one)
{
    forget_slot(one->slot);
}
