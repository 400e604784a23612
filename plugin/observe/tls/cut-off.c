/* cut-off.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "cut-off.h"

#include <string.h>

/* Resets of late, of which the other may still come. */
#define RESETS_KEPT 64

#define APART_SECONDS 5

typedef struct {
    guint32 first[2]; /* sequence numbers of SYN and SYN-ACK: no firewall that only translates changes them */
    endpoint client;
    endpoint server;
    nstime_t time;
    handshake_pair *pair;
    bool from_client;
} cut_off;

static struct {
    cut_off resets[RESETS_KEPT];
    guint count; /* of all */
} file;

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
cut_off_register(void)
{
    register_cleanup_routine(end_file);
}

static bool
is_other_side(const cut_off *other, const packet_info *pinfo, const handshake *one, bool from_client)
{
    return other->pair != NULL && other->first[true] == one->first[true] &&
           other->first[false] == one->first[false] && other->from_client != from_client &&
           !endpoint_equal(&other->server, &one->server) &&
           ABS(pinfo->abs_ts.secs - other->time.secs) <= APART_SECONDS;
}

bool
cut_off_is_at_both_ends(const packet_info *pinfo, handshake *one, bool from_client)
{
    cut_off *mine;

    for (guint i = 0; i < MIN(file.count, RESETS_KEPT); i++) {
        cut_off *other = &file.resets[i];

        if (is_other_side(other, pinfo, one, from_client)) {
            one->pair->is_inspected = other->pair->is_inspected = true;
            other->pair = NULL;
            if (from_client) { /* said of the link as C's side shows it */
                one->client = other->client;
                one->server = other->server;
            }
            return true;
        }
    }
    mine = &file.resets[file.count++ % RESETS_KEPT];
    *mine = (cut_off){.first = {one->first[0], one->first[1]},
                      .client = one->client,
                      .server = one->server,
                      .time = pinfo->abs_ts,
                      .pair = one->pair,
                      .from_client = from_client};
    return false;
}

bool
cut_off_is_suspicious(const handshake *one, const tcp_segment *reset, bool from_client)
{
    bool has_hello = one->ends != NULL && one->ends[true].has_hello;

    return (has_hello && !from_client) || reset->hops != one->hops[from_client];
}
