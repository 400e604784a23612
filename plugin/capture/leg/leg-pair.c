/* leg-pair.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-pair.h"

#include "../evidence.h"
#include "leg-match.h"

static bool
have_same_ends(const expressway_flow *one, const expressway_flow *other)
{
    return endpoint_equal(&one->client, &other->client) && endpoint_equal(&one->server, &other->server);
}

/* Finds the outermost legs: compares each leg with the best so far. */
static void
find_sides(const leg_connection *connection, leg_pair *pair)
{
    pair->c_side = pair->e_side = connection->legs[0];
    for (guint i = 1; i < connection->count; i++) {
        expressway_flow *leg = connection->legs[i];

        if (!have_same_ends(leg, pair->c_side) && leg_side_compare(leg, pair->c_side) > 0)
            pair->c_side = leg;
        if (!have_same_ends(leg, pair->e_side) && leg_side_compare(leg, pair->e_side) < 0)
            pair->e_side = leg;
    }
    pair->sides_known = !have_same_ends(pair->c_side, pair->e_side);
    for (guint i = 1; i < connection->count && !pair->sides_known; i++) {
        if (!have_same_ends(connection->legs[i], pair->c_side)) {
            pair->e_side =
                connection->legs[i]; /* nothing else shows the order, so it is that of appearance */
            return;
        }
    }
}

static void
set_offset(leg_pair *pair, leg_delays from_client, leg_delays from_server)
{
    pair->has_offset = from_client.count > 0 && from_server.count > 0;
    if (pair->has_offset) /* each half is small enough that the sum cannot overflow */
        pair->offset = from_client.least / 2 + from_server.most / 2;
}

/* Sets frames, strength and clock offset from what the outermost legs have in common or, if only a leg
 * between them connects them, from what each has in common with that one. */
static void
describe_match(const leg_connection *connection, leg_pair *pair)
{
    const leg_match *match = leg_match_between(pair->c_side, pair->e_side);

    if (match != NULL) {
        guint c = leg_match_side(match, pair->c_side);

        pair->paired_by = match->paired_by;
        pair->c_frame = match->frames[c];
        pair->e_frame = match->frames[1 - c];
        pair->complete_frame = match->complete_frame;
        set_offset(pair, leg_match_delays(match, pair->c_side, true),
                   leg_match_delays(match, pair->c_side, false));
    }
    for (guint i = 0; i < connection->count && pair->complete_frame == 0; i++) {
        const leg_ties *ties = connection->legs[i]->legs->ties;

        for (guint j = 0; j < ties->match_count; j++) {
            pair->paired_by = MAX(pair->paired_by, ties->matches[j]->paired_by);
            pair->complete_frame = MAX(pair->complete_frame, ties->matches[j]->complete_frame);
        }
        pair->c_frame = pair->c_side->legs->ties->matches[0]->first_frame;
        pair->e_frame = pair->e_side->legs->ties->matches[0]->first_frame;
    }
}

/* Nothing is translated: the evidence must then show that one of the two places is C's side. */
static bool
is_untranslated(const expressway_flow *flow, const capture_points *one, const capture_points *other)
{
    host_set of_e;

    evidence_e_addresses(flow, &of_e);
    return capture_points_are_both_sides(one, other) && host_set_find(&of_e, flow->client.host) == NULL &&
           evidence_vantage(flow) == VANTAGE_UNKNOWN;
}

/* One conversation with every packet twice. Data from the client passes C's side first, so its delay from
 * C's side to E's is the longer one, whatever the clocks show. */
static bool
pair_copies(const expressway_flow *flow, leg_pair *pair)
{
    const capture_points *points = &flow->legs->points;
    const capture_copies *found = capture_points_copies(points);
    gint64 from_client;
    gint64 from_server;
    bool c_is_first;

    if (found == NULL || found->copies[FLOW_END_CLIENT] == 0 || found->copies[FLOW_END_SERVER] == 0 ||
        !is_untranslated(flow, points, points))
        return false;
    from_client = found->delays[FLOW_END_CLIENT];
    from_server = found->delays[FLOW_END_SERVER];
    if (found->copied_from[FLOW_END_CLIENT] != found->copied_from[FLOW_END_SERVER])
        from_server = -from_server;
    if (from_client == from_server)
        return false; /* there is no network delay between the two */
    c_is_first = from_client > from_server;
    *pair = (leg_pair){.c_side = flow, .e_side = flow, .sides_known = true, .paired_by = PAIRED_BY_PAYLOAD};
    pair->has_offset = true;
    pair->offset = (c_is_first ? 1 : -1) * (from_client / 2 + from_server / 2);
    pair->c_frame = c_is_first ? found->frames[FLOW_END_CLIENT] : found->copies[FLOW_END_CLIENT];
    pair->e_frame = c_is_first ? found->copies[FLOW_END_CLIENT] : found->frames[FLOW_END_CLIENT];
    pair->complete_frame = MAX(found->copies[FLOW_END_CLIENT], found->copies[FLOW_END_SERVER]);
    return true;
}

/* Whether SIP was read, or would have been read by now if it could be. A connection without its start
 * cannot be decrypted. */
static bool
is_settled(const expressway_flow *flow)
{
    const struct flow_legs *legs = flow->legs;

    return flow->sip.is_seen || legs->settled_frame != 0 || legs->randoms[FLOW_END_CLIENT] == 0 ||
           legs->randoms[FLOW_END_SERVER] == 0;
}

static void
settle(leg_pair *pair)
{
    pair->finding_frame = pair->complete_frame;
    pair->is_settled = is_settled(pair->c_side) && is_settled(pair->e_side);
    if (pair->is_settled)
        pair->finding_frame = MAX(pair->complete_frame,
                                  MAX(pair->c_side->legs->settled_frame, pair->e_side->legs->settled_frame));
}

static bool
find_legs(const expressway_flow *flow, leg_pair *pair)
{
    const leg_connection *connection = flow->legs->ties->connection;

    *pair = (leg_pair){.paired_by = PAIRED_BY_NOTHING};
    if (connection == NULL || connection->count < 2)
        return pair_copies(flow, pair);
    for (guint i = 0; i < connection->count; i++) {
        if (connection->legs[i]->is_declined)
            return false;
    }
    find_sides(connection, pair);
    if (have_same_ends(pair->c_side, pair->e_side)) {
        bool is_reverse = leg_side_compare(connection->legs[0], connection->legs[1]) < 0;

        pair->c_side = connection->legs[is_reverse ? 1 : 0];
        pair->e_side = connection->legs[is_reverse ? 0 : 1];
        pair->sides_known = true;
        if (!is_untranslated(flow, &pair->c_side->legs->points, &pair->e_side->legs->points))
            return pair_copies(flow, pair);
    }
    describe_match(connection, pair);
    return pair->paired_by != PAIRED_BY_RECORD || (pair->c_side->legs->repetitions < LEG_REPETITIONS &&
                                                   pair->e_side->legs->repetitions < LEG_REPETITIONS);
}

bool
leg_pair_find(const expressway_flow *flow, leg_pair *pair)
{
    if (!find_legs(flow, pair))
        return false;
    pair->c_proof = leg_side_proof_of_c(pair->c_side, true);
    pair->e_is_shown = leg_side_is_at_e(pair->e_side);
    settle(pair);
    return true;
}
