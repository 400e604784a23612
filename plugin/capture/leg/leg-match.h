/* leg-match.h
 * What two flows have in common, and what each flow knows about its legs. leg-side.h and leg.h draw the
 * conclusions.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_MATCH_H
#define EXPRESSWAY_LEG_MATCH_H

#include "../flow-end.h"
#include "../flow.h"
#include "../../model/tls/tls-stream.h"
#include "capture-point.h"
#include "fingerprint.h"

/* Legs of one connection that are told apart; a capture has two, or four with both sides of the firewall. */
#define LEGS_OF_CONNECTION 8

/* Other flows with which a flow may share a fingerprint before it is paired. */
#define LEG_MATCHES 8

/* Where only one direction was captured, so many fingerprints of it must agree. */
#define LEG_KEYS_OF_ONE_DIRECTION 4

/* With so many repetitions, data that should be ciphertext is not, and proves nothing. */
#define LEG_REPETITIONS 2

/* How many fingerprints must agree where two flows seem to be of one host and were captured at one
 * place. */
#define LEG_KEYS_OF_ONE_HOST 8

/* SIP messages pair two flows only if the difference of their times is constant, within so many
 * nanoseconds. A message may be sent again on a new connection. */
#define MESSAGE_TIMES_DIFFER 1000000000

/* By how much the clock of flows[1] is ahead, in nanoseconds: the difference of the clocks, plus or minus
 * the network delay. */
typedef struct {
    guint32 count;
    gint64 least;
    gint64 most;
} leg_delays;

typedef struct {
    expressway_flow *flows[2];
    guint32 frames[2];            /* that agree first */
    leg_delays delays[FLOW_ENDS]; /* of data from the client, and from the server */
    leg_pairing paired_by;
    guint32 first_frame;    /* in which the first agreement was found */
    guint32 complete_frame; /* with which there was enough; 0 before that */
    guint32 rewritten[2];   /* frames with a message that is not the same on both sides, or 0 */
    bool contradicts;       /* there is enough, but the legs have different randoms */
} leg_match;

typedef struct {
    expressway_flow *legs[LEGS_OF_CONNECTION];
    guint count;
} leg_connection;

struct leg_finding; /* leg.c's */

/* Of a flow that shares something with another, or is paired. */
typedef struct {
    leg_match *matches[LEG_MATCHES];
    leg_connection *connection;
    struct leg_finding *finding; /* NULL until the flow may have been paired */
    guint8 match_count;
    guint8 noted_when_paired;
} leg_ties;

struct flow_legs {
    fingerprint_shelf shelf;
    tls_stream tls[FLOW_ENDS];  /* the client's and the server's records */
    guint64 randoms[FLOW_ENDS]; /* hashes of the client's and the server's; 0 where not seen */
    capture_points points;
    const leg_ties *ties;    /* all zero until there are some; changed by leg_ties_of */
    guint32 pair_generation; /* generation of the cached pair */
    guint32 settled_frame;   /* with which there were enough client_records; 0 before that */
    guint8 client_records;
    guint8 repetitions;        /* of data that should be ciphertext */
    bool has_noted[FLOW_ENDS]; /* whether anything was noted from the client and from the server */
    bool is_paired;
};

/* Index of the flow in the match's arrays; it is one of the match's two. */
static inline guint
leg_match_side(const leg_match *match, const expressway_flow *flow)
{
    return match->flows[0] != flow;
}

/* What a flow without ties has. */
extern const leg_ties leg_no_ties;

/* The flow's ties, to be changed. */
leg_ties *leg_ties_of(struct flow_legs *legs);

/* What the flow has in common with the other, or NULL. */
leg_match *leg_match_between(const expressway_flow *flow, const expressway_flow *other);

/* The match's delays of one direction, seen from flow: by how much the other's clock is ahead. */
leg_delays leg_match_delays(const leg_match *match, const expressway_flow *flow, bool from_client);

/* Whether the flows seem to be two connections of one host, captured at one place. */
bool leg_match_is_of_one_place(const leg_match *match);

/* Whether what the two have in common can make them one connection. */
bool leg_match_is_plausible(const leg_match *match);

/* Two flows have the same fingerprint, which one of them has just made: mine. */
void leg_match_agree(const fingerprint *mine, const fingerprint *theirs);

#endif
