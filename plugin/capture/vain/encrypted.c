/* encrypted.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "encrypted.h"

#include "../configuration.h"
#include "../generation.h"
#include "../leg/leg-side.h"
#include "../leg/vantage.h"
#include "past-traffic.h"
#include "vain-attempt.h"
#include "watched-client.h"

#include "../../model/chance.h"
#include "../../model/known-service.h"

void
encrypted_register(void)
{
    vain_attempt_register();
    past_traffic_register();
}

bool
encrypted_is_watching(void)
{
    return watched_client_exists();
}

void
encrypted_watch(const expressway_flow *flow)
{
    watched_client_add(flow->client.host);
}

static bool
is_here(const expressway_flow *flow, const vain_match *match)
{
    return host_address_equals(match->target->where.host, flow->server.host);
}

/* At least twice on this connection, and not by chance. */
static bool
is_pattern(const expressway_flow *flow, const vain_match *match)
{
    return match->times >= PATTERN_ATTEMPTS && !match->target->has_answered &&
           chance_of_at_least(match->times, match->until - match->before,
                              burst_share(flow, match->longest_delay)) < CHANCE_LIMIT;
}

/* At least once on each of some connections, with different addresses, and not by chance. The more often a
 * client tries an address, the more likely a coincidence is. */
static bool
is_series(const vain_series *series)
{
    double share = burst_share_of_sum(&series->tally, series->connections, series->longest_delay);

    return series->addresses >= PATTERN_CONNECTIONS && series->tried > 0 &&
           chance_of_at_least(series->addresses, series->tried,
                              MIN(share * series->syns / series->tried, 1)) < CHANCE_LIMIT;
}

/* If a host sends C other data, C may have other reasons to connect to it. */
static bool
is_silent(const expressway_flow *flow, const vain_match *match)
{
    return !past_traffic_talked(match->target->where.host, flow->client.host);
}

/* On one connection, E takes one address for C's. If two addresses fit, nothing shows which it is. */
static const vain_match *
find_pattern(const expressway_flow *flow, bool here)
{
    const vain_match *found = NULL;

    for (guint i = 0; i < flow->vain->count; i++) {
        const vain_match *match = flow->vain->matches[i];

        if (is_here(flow, match) != here || !is_pattern(flow, match) || (!here && !is_silent(flow, match)))
            continue;
        if (found != NULL)
            return NULL;
        found = match;
    }
    return found;
}

/* C's destinations can only be seen at C's side. At E's side, behind static NAT, the same SYNs arrive at
 * E. And a client that neither its port nor its interface nor its hops show to be an Expressway-C may be
 * any TLS client. */
static bool
is_seen_at_c(const expressway_flow *flow)
{
    return vantage_of(flow) != VANTAGE_EXPRESSWAY_E && (configuration_is_client_port(flow->client.port) ||
                                                        leg_side_proof_of_c(flow, false) != LEG_NOT_SHOWN);
}

/* What the connection itself shows, otherwise what the series of connections shows. */
static encrypted_pattern
find_cause(const expressway_flow *flow)
{
    const flow_vain *vain = flow->vain;
    encrypted_pattern found = {.match = find_pattern(flow, true), .verdict = VERDICT_UNDETERMINED};
    const vain_match *of_series = vain->series != NULL && is_series(vain->series) ? vain->in_series : NULL;

    if (found.match == NULL && of_series != NULL &&
        (is_here(flow, of_series) || is_silent(flow, of_series))) {
        found.match = of_series;
        found.connections = vain->series->connections;
    }
    if (found.match != NULL)
        found.verdict = is_here(flow, found.match) ? VERDICT_NAT_REFLECTED : VERDICT_SOURCE_TRANSLATED;
    else
        found.match = find_pattern(flow, false);
    return found;
}

encrypted_pattern
encrypted_judge(const expressway_flow *flow)
{
    const flow_vain *vain = flow->vain;
    encrypted_pattern found = {.verdict = VERDICT_UNDETERMINED};

    if (vain == NULL || vain->scans || !flow_is_unread(flow) || !is_seen_at_c(flow))
        return found;
    return find_cause(flow);
}

static void
note_frame_of(const packet_info *pinfo, vain_match *match)
{
    if (match->is_established)
        return;
    match->frame = pinfo->num;
    match->is_established = encrypted_judge(match->flow).match == match;
}

void
encrypted_note_data(packet_info *pinfo, expressway_flow *flow, bool from_client, guint32 payload,
                    const tcp_segment *segment)
{
    vain_match *completed[VAIN_MATCH_ROOM];
    guint count;

    burst_note_frame(flow, pinfo);
    if (payload == 0)
        return;
    if (!from_client) {
        if (burst_note_data(flow, pinfo, payload, segment))
            watched_client_note_burst(flow);
        return;
    }
    burst_end(flow);
    count = vain_attempt_note_data(flow, completed);
    if (count > 0)
        generation_raise();
    for (guint i = 0; i < count; i++)
        note_frame_of(pinfo, completed[i]);
}

void
encrypted_note_message(expressway_flow *flow)
{
    burst_forget(flow);
}

static bool
may_be_apparent(endpoint where)
{
    return !known_service_has_port(where.port) && !configuration_is_traversal_port(where.port);
}

void
encrypted_note_segment(packet_info *pinfo, endpoint source, endpoint destination, const tcp_segment *segment)
{
    if (segment->is_answer) {
        vain_attempt_note_answer(source, destination.host);
        if (past_traffic_is_asked())
            past_traffic_note_answer(source);
    }
    if (segment->is_syn) {
        if (may_be_apparent(destination) && watched_client_at(source.host) != NULL)
            vain_attempt_note_syn(pinfo, source, destination, segment->sequence);
    } else if (!segment->is_reset && past_traffic_is_asked() && watched_client_at(destination.host) != NULL)
        past_traffic_note_talk(source.host, destination.host);
}

bool
encrypted_precedes(host_address client, const packet_info *pinfo)
{
    return vain_attempt_flow(client, pinfo) != NULL;
}

bool
encrypted_wants_datagrams(void)
{
    return past_traffic_is_asked();
}

void
encrypted_note_datagram(endpoint source, endpoint destination)
{
    if (past_traffic_is_asked() && watched_client_at(destination.host) != NULL)
        past_traffic_note_talk(source.host, destination.host);
}
