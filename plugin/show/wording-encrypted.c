/* wording-encrypted.c
 * What is said of a flow of which no claim could be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "wording.h"

#include "../capture/vain/encrypted.h"

const char *
wording_encrypted(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_summary *summary)
{
    char seen[ENDPOINT_TEXT_SIZE];

    if (summary->by_configuration)
        return wmem_strdup_printf(allocator, "E sees C as %s, E's own address: NAT reflection.",
                                  flow->client_text);
    endpoint_format(summary->vain->target->where, seen);
    if (summary->verdict == VERDICT_UNDETERMINED)
        return wmem_strdup_printf(
            allocator,
            "C tries in vain to reach %s after data from E: either its source address is translated to that one, or an endpoint that is registered there is gone.",
            seen);
    return wmem_strdup_printf(allocator, "C tries in vain to reach %s after data from E: consistent with %s.",
                              seen,
                              summary->verdict == VERDICT_NAT_REFLECTED ? "NAT reflection" : "source NAT");
}

/* "5, 9, 13". */
static const char *
syn_frames(wmem_allocator_t *allocator, const vain_match *match)
{
    wmem_strbuf_t *frames = wmem_strbuf_new(allocator, NULL);

    for (guint i = 0; i < MIN(match->times, VAIN_SYNS_KEPT); i++)
        wmem_strbuf_append_printf(frames, "%s%u", i > 0 ? ", " : "", match->syns[i]);
    return wmem_strbuf_get_str(frames);
}

static void
add_attempts(wmem_array_t *reasons, wmem_allocator_t *allocator, const expressway_flow *flow,
             const flow_summary *summary, const char *where)
{
    const vain_match *match = summary->vain;

    wording_add_reason(
        reasons, allocator,
        "%u of the %u times that Expressway-C tried to connect to %s, %u bytes or more had come from Expressway-E %.3f s or less before (SYN in frame %s), no connection came of it, and Expressway-C sent data to Expressway-E",
        match->times, match->until - match->before, where, BURST_BYTES, (double)match->longest_delay / 1e9,
        syn_frames(allocator, match));
    if (summary->vain_connections > 0)
        wording_add_reason(
            reasons, allocator,
            "so it is on %u connections to this Expressway-E, with %u different ports of %s, which change with the connection",
            summary->vain_connections, flow->vain->series->addresses,
            host_address_format(match->target->where.host, (char[ENDPOINT_TEXT_SIZE]){0}));
    wording_add_reason(
        reasons, allocator,
        "that is no chance: the link was quiet for so long that it would happen by accident less than once in 1000 captures");
}

wmem_array_t *
wording_encrypted_evidence(wmem_allocator_t *allocator, const expressway_flow *flow,
                           const flow_summary *summary)
{
    wmem_array_t *reasons = wmem_array_new(allocator, sizeof(char *));
    char where[ENDPOINT_TEXT_SIZE];
    char host[ENDPOINT_TEXT_SIZE];

    if (summary->vain == NULL) {
        wording_add_reason(
            reasons, allocator,
            "the client's packets come from %s, which the table of addresses names as Expressway-E's own",
            host_address_format(flow->client.host, host));
        return reasons;
    }
    endpoint_format(summary->vain->target->where, where);
    host_address_format(summary->vain->target->where.host, host);
    add_attempts(reasons, allocator, flow, summary, where);
    wording_add_reason(reasons, allocator,
                       "%s is no known service, and nothing in this capture ever answers there", where);
    wording_add_reason(reasons, allocator,
                       summary->verdict == VERDICT_NAT_REFLECTED
                           ? "%s is where Expressway-C reaches Expressway-E"
                           : "%s sends Expressway-C nothing else",
                       host);
    if (flow->services.lone_timeouts > 0)
        wording_add_reason(
            reasons, allocator,
            "Expressway-C answered 408 to SERVICE requests that cannot be read: %u times, first in frame %u",
            flow->services.lone_timeouts, flow->services.lone_timeout_frame);
    if (summary->verdict == VERDICT_UNDETERMINED)
        wording_add_reason(
            reasons, allocator,
            "one address on another host may as well be an endpoint that was registered there: an address that changes with each connection would be E's view of Expressway-C");
    return reasons;
}
