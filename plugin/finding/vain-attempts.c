/* vain-attempts.c
 * Findings about a flow of which no claim could be read: by the table of addresses, or by what its client
 * tries in vain after data from its server.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

#include "../capture/summary.h"
#include "../capture/vain/burst.h"
#include "../capture/vain/vain-attempt.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_vain_attempts = {
    "vain_attempts",
    "expressway.expert.vain_attempts",
    "Expressway-C tries in vain to reach another host whenever Expressway-E has sent data",
    PI_PROTOCOL,
    PI_NOTE,
    FINDING_OF_FLOW,
    find};

static const char *
what_is_seen(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_summary *summary)
{
    char tried[ENDPOINT_TEXT_SIZE];

    if (summary->by_configuration || summary->vain == NULL)
        return wmem_strdup_printf(allocator, "E sees C as %s, E's own address: NAT reflection.",
                                  flow_end_text(allocator, flow->client));
    endpoint_format(summary->vain->target->where, tried);
    if (summary->verdict == VERDICT_UNDETERMINED)
        return wmem_strdup_printf(
            allocator,
            "C tries in vain to reach %s after data from E: either C's source address is translated to that one, or an endpoint that was registered there is gone.",
            tried);
    return wmem_strdup_printf(allocator, "C tries in vain to reach %s after data from E: consistent with %s.",
                              tried,
                              summary->verdict == VERDICT_NAT_REFLECTED ? "NAT reflection" : "source NAT");
}

/* "5, 9, 13". */
static const char *
syn_frames(const finding_search *search, finding *found, const vain_match *match)
{
    wmem_strbuf_t *frames = wmem_strbuf_new(search->allocator, NULL);

    for (guint i = 0; i < MIN(match->times, VAIN_SYNS_KEPT); i++) {
        wmem_strbuf_append_printf(frames, "%s%u", i > 0 ? ", " : "", match->syns[i]);
        finding_shown_in(search, found, match->syns[i]);
    }
    return wmem_strbuf_get_str(frames);
}

static void
add_attempts(const finding_search *search, finding *found, const flow_summary *summary, const char *where)
{
    const expressway_flow *flow = search->flow;
    const vain_match *match = summary->vain;
    char host[ENDPOINT_TEXT_SIZE];

    finding_because(
        search, found, 0,
        "%u of the %u times that Expressway-C tried to connect to %s, %u bytes or more had come from Expressway-E %.3f s or less before (SYN in frame %s), the attempt failed, and Expressway-C sent data to Expressway-E",
        match->times, match->until - match->before, where, BURST_BYTES, (double)match->longest_delay / 1e9,
        syn_frames(search, found, match));
    if (summary->vain_connections > 0)
        finding_because(
            search, found, 0,
            "the same happens on %u connections to this Expressway-E, with %u different ports of %s, which change with the connection",
            summary->vain_connections, flow->vain->series->addresses,
            host_address_format(match->target->where.host, host));
    finding_because(
        search, found, 0,
        "this is not chance: the link was so quiet that it would happen by chance in fewer than one of 1000 captures");
}

static void
add_reasons(const finding_search *search, finding *found, const flow_summary *summary)
{
    const expressway_flow *flow = search->flow;
    char where[ENDPOINT_TEXT_SIZE];
    char host[ENDPOINT_TEXT_SIZE];

    if (!search->wants_reasons)
        return;
    if (summary->vain == NULL) {
        finding_because(
            search, found, flow->first_frame,
            "the client's packets come from %s, which the table of addresses names as Expressway-E's own",
            host_address_format(flow->client.host, host));
        return;
    }
    endpoint_format(summary->vain->target->where, where);
    host_address_format(summary->vain->target->where.host, host);
    add_attempts(search, found, summary, where);
    finding_because(search, found, 0,
                    "%s is not a known service, and nothing in this capture ever answers there", where);
    finding_because(search, found, 0,
                    summary->verdict == VERDICT_NAT_REFLECTED
                        ? "%s is where Expressway-C reaches Expressway-E"
                        : "%s sends Expressway-C nothing else",
                    host);
    if (flow->services.lone_timeouts > 0)
        finding_because(
            search, found, flow->services.lone_timeout_frame,
            "Expressway-C answered 408 to SERVICE requests that cannot be read: %u times, first in frame %u",
            flow->services.lone_timeouts, flow->services.lone_timeout_frame);
    if (summary->verdict == VERDICT_UNDETERMINED)
        finding_because(
            search, found, 0,
            "a single address on another host may just as well be an endpoint that was registered there; an address that changes with each connection would be E's view of Expressway-C");
}

static void
describe(const finding_search *search, finding *found, const flow_summary *summary)
{
    const char *cure = client_address_cure_in_brief(summary->verdict);
    char tried[ENDPOINT_TEXT_SIZE];

    found->seen = what_is_seen(search->allocator, search->flow, summary);
    if (cure != NULL)
        found->brief = wmem_strdup_printf(search->allocator, "%s %s", found->seen, cure);
    found->is_of_address = true;
    found->of = summary->verdict;
    found->is_suspicion = true;
    found->missing = wmem_strdup_printf(
        search->allocator,
        "C tries in vain to reach %s after data from E, and the Route of SERVICE in Expressway-C's diagnostic log would tell why",
        summary->vain != NULL ? endpoint_format(summary->vain->target->where, tried)
                              : flow_end_text(search->allocator, search->flow->client));
    found->cure = client_address_cure(summary->verdict);
    if (verdict_is_fault(summary->verdict))
        found->mend =
            client_address_mend(search->allocator,
                                summary->vain == NULL ? flow_end_text(search->allocator, search->flow->client)
                                                      : endpoint_format(summary->vain->target->where, tried),
                                summary->verdict, summary->confidence);
    if (summary->vain != NULL && verdict_is_fault(summary->verdict))
        found->means =
            "If so, Expressway-C does not find itself in the Route of SERVICE and its attempts to reach that address fail: users can log in but have no phone services.";
    if (summary->confidence != CONFIDENCE_PROVEN)
        found->prove = client_address_proof_in_log;
}

/* The finding is on the frame that completes the evidence. */
static void
find(finding_search *search)
{
    const flow_summary *summary = summary_of(search->flow);
    guint32 frame = summary->decided_by != NULL ? 0
                    : summary->by_configuration ? search->flow->first_frame
                    : summary->vain != NULL     ? summary->vain->frame
                                                : 0;
    finding *found;

    if (search->record != NULL || !finding_is_asked(search, frame))
        return;
    found = finding_add(search,
                        summary->verdict == VERDICT_UNDETERMINED
                            ? &finding_vain_attempts
                            : client_address_kind(summary->verdict, summary->confidence),
                        summary->confidence, frame);
    describe(search, found, summary);
    add_reasons(search, found, summary);
}
