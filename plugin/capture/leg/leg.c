/* leg.c
 * Conclusions from flows that are one connection: which are its two sides, and what was translated between
 * them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg.h"

#include "../generation.h"
#include "leg-match.h"

/* Of a flow that is paired. */
typedef struct leg_finding {
    leg_pair pair;
    flow_claim claim;
    char text[ENDPOINT_TEXT_SIZE]; /* the claim's */
} leg_finding;

const leg_pair *
leg_pair_of(const expressway_flow *flow)
{
    struct flow_legs *legs = flow->legs;
    leg_pair pair;

    if (legs == NULL)
        return NULL;
    if (legs->pair_generation != generation_now()) {
        legs->pair_generation = generation_now();
        legs->is_paired = leg_pair_find(flow, &pair);
        if (legs->is_paired) {
            leg_ties *ties = leg_ties_of(legs);

            if (ties->finding == NULL)
                ties->finding = wmem_new0(wmem_file_scope(), leg_finding);
            ties->finding->pair = pair;
        }
    }
    return legs->is_paired ? &legs->ties->finding->pair : NULL;
}

const flow_claim *
leg_claim_of(const expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);
    leg_finding *finding;
    flow_claim *claim;

    if (pair == NULL)
        return NULL;
    finding = flow->legs->ties->finding;
    claim = &finding->claim;
    if (claim->text == NULL || !endpoint_equal(&claim->address, &pair->e_side->client))
        claim->text = flow_end_format(pair->e_side->client, finding->text);
    claim->address = pair->e_side->client;
    claim->first_frame = claim->last_frame = pair->complete_frame;
    claim->is_of_leg = true;
    return claim;
}

static const expressway_flow *
other_of(const leg_match *match, const expressway_flow *flow)
{
    return match->flows[1 - leg_match_side(match, flow)];
}

static guint32
frame_of(const leg_match *match, const expressway_flow *flow)
{
    return match->frames[leg_match_side(match, flow)];
}

/* Whether the match has ciphertext or a random, which is unique to one connection, but too little to pair
 * the flows, or enough although they contradict each other. */
static bool
may_conflict(const leg_match *match)
{
    return match->paired_by <= PAIRED_BY_RECORD && leg_match_is_plausible(match) &&
           !leg_match_is_of_one_place(match) && (match->complete_frame == 0 || match->contradicts);
}

guint32
leg_conflict(const expressway_flow *flow, const expressway_flow *others[2])
{
    const leg_match *first = NULL;
    guint count = flow->legs != NULL ? flow->legs->ties->match_count : 0;

    for (guint i = 0; i < count; i++) {
        const leg_match *match = flow->legs->ties->matches[i];

        if (match->complete_frame != 0 && !match->contradicts)
            first = match;
    }
    for (guint i = 0; i < count; i++) {
        const leg_match *match = flow->legs->ties->matches[i];

        if (!may_conflict(match) || (first != NULL && first->complete_frame != 0 && !match->contradicts))
            continue;
        if (first != NULL) {
            others[0] = other_of(first, flow);
            others[1] = other_of(match, flow);
            return MAX(frame_of(first, flow), frame_of(match, flow));
        }
        first = match;
    }
    return 0;
}

bool
leg_rewritten(const expressway_flow *flow, guint32 *here, guint32 *there)
{
    const leg_pair *pair = leg_pair_of(flow);
    const leg_match *match;
    guint side;

    if (pair == NULL || pair->c_side == pair->e_side)
        return false;
    match = leg_match_between(pair->c_side, pair->e_side);
    if (match == NULL || match->rewritten[0] == 0 || (match->flows[0] != flow && match->flows[1] != flow))
        return false;
    side = leg_match_side(match, flow);
    *here = match->rewritten[side];
    *there = match->rewritten[1 - side];
    return true;
}

const char *
leg_pairing_name(leg_pairing pairing)
{
    static const char *const names[] = {"nothing", "TLS randoms", "TLS record", "payload", "SIP message"};

    return names[pairing];
}

static const char *
translation(wmem_allocator_t *allocator, endpoint before, endpoint after)
{
    char left[ENDPOINT_TEXT_SIZE];
    char right[ENDPOINT_TEXT_SIZE];

    if (endpoint_equal(&before, &after))
        return NULL;
    return wmem_strdup_printf(allocator, "%s -> %s", endpoint_format(before, left),
                              endpoint_format(after, right));
}

const char *
leg_source_translation(wmem_allocator_t *allocator, const leg_pair *pair)
{
    return translation(allocator, pair->c_side->client, pair->e_side->client);
}

const char *
leg_destination_translation(wmem_allocator_t *allocator, const leg_pair *pair)
{
    return translation(allocator, pair->c_side->server, pair->e_side->server);
}

const expressway_flow *
leg_peer_of(const leg_pair *pair, const expressway_flow *flow, guint32 *frame)
{
    bool is_c_side = flow == pair->c_side;

    *frame = is_c_side ? pair->e_frame : pair->c_frame;
    return is_c_side ? pair->e_side : pair->c_side;
}
