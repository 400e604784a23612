/* handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "handshake.h"

#include "../frame/endpoint-pair.h"

guint8 handshakes_of_port[HANDSHAKE_PORTS];

static handshake *slots[HANDSHAKE_ROOM]; /* those under way, in no order; all from the front on */
static wmem_map_t *pairs;                /* endpoint_pair *, the client's port 0 -> handshake_pair * */
static guint under_way;

static void
free_handshake(handshake *one)
{
    handshakes_of_port[one->client.port % HANDSHAKE_PORTS]--;
    g_free(one->ends);
    g_free(one);
}

static void
end_file(void)
{
    while (under_way > 0)
        free_handshake(slots[--under_way]);
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
    free_handshake(slots[slot]);
    slots[slot] = slots[--under_way];
}

static void
forget_oldest(void)
{
    guint oldest = 0;

    for (guint i = 1; i < under_way; i++) {
        if (nstime_cmp(&slots[i]->time, &slots[oldest]->time) < 0)
            oldest = i;
    }
    forget_slot(oldest);
}

handshake *
handshake_begin(const packet_info *pinfo, endpoint client, endpoint server, guint32 sequence)
{
    handshake_pair *pair = handshake_pair_make(client.host, server);
    handshake *one;

    if (pair == NULL)
        return NULL;
    if (under_way >= HANDSHAKE_ROOM)
        forget_oldest();
    one = g_new0(handshake, 1);
    one->client = client;
    one->server = server;
    one->pair = pair;
    one->time = pinfo->abs_ts;
    one->first[true] = sequence;
    one->next[true] = sequence + 1;
    slots[under_way++] = one;
    handshakes_of_port[client.port % HANDSHAKE_PORTS]++;
    return one;
}

handshake *
handshake_between(const packet_info *pinfo, endpoint client, endpoint server)
{
    guint i = 0;

    while (i < under_way) {
        handshake *one = slots[i];

        if (pinfo->abs_ts.secs - one->time.secs > HANDSHAKE_SECONDS) {
            forget_slot(i); /* another takes its place */
            continue;
        }
        if (one->client.port == client.port && endpoint_equal(&one->client, &client) &&
            endpoint_equal(&one->server, &server))
            return one;
        i++;
    }
    return NULL;
}

void
handshake_has_data(handshake *one)
{
    if (one->ends == NULL)
        one->ends = g_new0(tls_handshake_end, 2);
}

void
handshake_forget(handshake *one)
{
    for (guint i = 0; i < under_way; i++) {
        if (slots[i] == one) {
            forget_slot(i);
            return;
        }
    }
}
