/* leg-match.c
 * Finds flows that are one connection.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-match.h"

#include "../generation.h"
#include "../kept-memory.h"
#include "../sip-record.h"

#include <string.h>

const leg_ties leg_no_ties;

leg_ties *
leg_ties_of(struct flow_legs *legs)
{
    leg_ties *ties = (leg_ties *)legs->ties;

    if (legs->ties == &leg_no_ties)
        legs->ties = ties = (leg_ties *)kept_memory_new0(sizeof *ties);
    return ties;
}

leg_match *
leg_match_between(const expressway_flow *flow, const expressway_flow *other)
{
    for (guint i = 0; i < flow->legs->ties->match_count; i++) {
        leg_match *match = flow->legs->ties->matches[i];

        if (match->flows[0] == other || match->flows[1] == other)
            return match;
    }
    return NULL;
}

leg_delays
leg_match_delays(const leg_match *match, const expressway_flow *flow, bool from_client)
{
    leg_delays found = match->delays[flow_end_of(from_client)];

    if (match->flows[0] == flow)
        return found;
    return (leg_delays){.count = found.count, .least = -found.most, .most = -found.least};
}

static void
note_delay(leg_delays *delays, gint64 delay)
{
    delays->least = delays->count == 0 ? delay : MIN(delays->least, delay);
    delays->most = delays->count == 0 ? delay : MAX(delays->most, delay);
    delays->count++;
}

/* Whether one of the flows has nothing from that direction, because it was not captured. */
static bool
lacks_direction(const leg_match *match, flow_end sender)
{
    return !match->flows[0]->legs->has_noted[sender] || !match->flows[1]->legs->has_noted[sender];
}

bool
leg_match_is_of_one_place(const leg_match *match)
{
    const expressway_flow *one = match->flows[0];
    const expressway_flow *other = match->flows[1];

    return host_address_equals(one->client.host, other->client.host) &&
           capture_points_are_alike(&one->legs->points, &other->legs->points);
}

/* Randoms leave no doubt. Otherwise, two connections of one host may share some data and still be two; and
 * what repeats within a flow is not ciphertext. */
bool
leg_match_is_plausible(const leg_match *match)
{
    const expressway_flow *one = match->flows[0];
    const expressway_flow *other = match->flows[1];

    if (match->paired_by == PAIRED_BY_RANDOM)
        return true;
    if (match->delays[FLOW_END_CLIENT].count + match->delays[FLOW_END_SERVER].count < LEG_KEYS_OF_ONE_HOST &&
        (one->client.port != other->client.port || one->server.port != other->server.port) &&
        leg_match_is_of_one_place(match))
        return false;
    return match->paired_by != PAIRED_BY_RECORD ||
           (one->legs->repetitions < LEG_REPETITIONS && other->legs->repetitions < LEG_REPETITIONS);
}

/* Both directions must agree, so that data that is sent again elsewhere pairs nothing. SIP messages may be
 * sent again on a new connection, so the difference of their times must be constant. */
static bool
is_enough(const leg_match *match)
{
    const leg_delays *client = &match->delays[FLOW_END_CLIENT];
    const leg_delays *server = &match->delays[FLOW_END_SERVER];
    bool both_directions = client->count > 0 && server->count > 0;

    if (!leg_match_is_plausible(match))
        return false;
    if (match->paired_by <= PAIRED_BY_RECORD)
        return both_directions ||
               (client->count >= LEG_KEYS_OF_ONE_DIRECTION && lacks_direction(match, FLOW_END_SERVER)) ||
               (server->count >= LEG_KEYS_OF_ONE_DIRECTION && lacks_direction(match, FLOW_END_CLIENT));
    return both_directions &&
           MAX(client->most, server->most) - MIN(client->least, server->least) <= MESSAGE_TIMES_DIFFER;
}

static bool
have_different_randoms(const expressway_flow *one, const expressway_flow *other)
{
    for (guint end = 0; end < FLOW_ENDS; end++) {
        guint64 left = one->legs->randoms[end];
        guint64 right = other->legs->randoms[end];

        if (left != 0 && right != 0 && left != right)
            return true;
    }
    return false;
}

static leg_connection *
connection_of(expressway_flow *flow)
{
    leg_connection *connection = flow->legs->ties->connection;

    if (connection == NULL) {
        connection = wmem_new0(wmem_file_scope(), leg_connection);
        connection->legs[connection->count++] = flow;
        leg_ties_of(flow->legs)->connection = connection;
    }
    return connection;
}

static void
unite(leg_match *match)
{
    leg_connection *into = connection_of(match->flows[0]);
    leg_connection *from = connection_of(match->flows[1]);

    if (into == from)
        return;
    for (guint i = 0; i < into->count; i++) {
        for (guint j = 0; j < from->count; j++)
            match->contradicts |= have_different_randoms(into->legs[i], from->legs[j]);
    }
    if (match->contradicts || into->count + from->count > LEGS_OF_CONNECTION)
        return;
    for (guint j = 0; j < from->count; j++) {
        into->legs[into->count++] = from->legs[j];
        leg_ties_of(from->legs[j]->legs)->connection = into;
    }
}

static void
keep_match(struct flow_legs *legs, leg_match *match)
{
    leg_ties *ties = leg_ties_of(legs);

    ties->matches[ties->match_count++] = match;
}

static leg_match *
match_of(expressway_flow *flow, expressway_flow *other, guint32 frame, guint32 other_frame)
{
    leg_match *match = leg_match_between(flow, other);

    if (match != NULL)
        return match;
    if (flow->legs->ties->match_count == LEG_MATCHES || other->legs->ties->match_count == LEG_MATCHES)
        return NULL;
    match = wmem_new0(wmem_file_scope(), leg_match);
    *match = (leg_match){.flows = {flow, other},
                         .frames = {frame, other_frame},
                         .paired_by = PAIRED_BY_MESSAGE,
                         .first_frame = frame};
    keep_match(flow->legs, match);
    keep_match(other->legs, match);
    generation_raise();
    return match;
}

/* The frame's only message of the flow; NULL if it has several. */
static const sip_record *
message_in(guint32 frame, const expressway_flow *flow)
{
    const sip_record *found = NULL;

    for (const sip_record *record = sip_record_first(frame); record != NULL; record = record->next) {
        if (record->flow == flow && found != NULL)
            return NULL;
        if (record->flow == flow)
            found = record;
    }
    return found;
}

static bool
have_same_text(const flow_claim *one, const flow_claim *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one->text, other->text) == 0;
}

/* Address translation does not change SIP. A device that does so inspects SIP. */
static void
compare_messages(leg_match *match, const fingerprint *mine, const fingerprint *theirs)
{
    const sip_record *here = message_in(mine->frame, flow_at(mine->flow));
    const sip_record *there = message_in(theirs->frame, flow_at(theirs->flow));
    guint side = leg_match_side(match, flow_at(mine->flow));

    if (here == NULL || there == NULL || match->rewritten[0] != 0 ||
        (have_same_text(here->route, there->route) &&
         memcmp(&here->via_host, &there->via_host, sizeof here->via_host) == 0))
        return;
    match->rewritten[side] = mine->frame;
    match->rewritten[1 - side] = theirs->frame;
    generation_raise();
}

void
leg_match_agree(const fingerprint *mine, const fingerprint *theirs)
{
    leg_match *match = match_of(flow_at(mine->flow), flow_at(theirs->flow), mine->frame, theirs->frame);
    gint64 delay = theirs->time - mine->time;

    if (match == NULL)
        return;
    if (mine->kind == PAIRED_BY_MESSAGE)
        compare_messages(match, mine, theirs);
    note_delay(&match->delays[flow_end_of(mine->from_client)],
               match->flows[0]->number == mine->flow ? delay : -delay);
    match->paired_by = MIN(match->paired_by, (leg_pairing)mine->kind);
    if (match->complete_frame == 0) {
        if (!is_enough(match))
            return;
        match->complete_frame = mine->frame;
        unite(match);
    }
    generation_raise(); /* the clock offset may have changed; FINGERPRINTS_OF_PAIRED limits how often */
}
