/* leg.h
 * Legs: flows that are one connection, captured at different places with a translating device between them.
 * They are matched by fingerprints. Which leg is at which side follows from addresses, roles and, last, the
 * order in time. No clock is trusted, and sequence numbers are not compared between legs.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_H
#define EXPRESSWAY_LEG_H

#include "../flow.h"
#include "fingerprint.h"
#include "leg-pair.h"
#include "leg-side.h"

/* The two outermost legs of the flow's connection; NULL where the flow is not paired. Valid until the
 * evidence changes. */
const leg_pair *leg_pair_of(const expressway_flow *flow);

/* The frame in which the flow was found to share unique data with two flows that cannot both be its other
 * side, and these flows; 0 if there is none. */
guint32 leg_conflict(const expressway_flow *flow, const expressway_flow *others[2]);

/* Whether a message has another Route or top Via on the connection's other leg. here and there are the
 * first such frame on the flow, and that of the same message on the other side. */
bool leg_rewritten(const expressway_flow *flow, guint32 *here, guint32 *there);

/* E's view of C as the connection's two legs show it: the client of E's leg, as a claim on the flow. NULL
 * where the flow is not paired. */
const flow_claim *leg_claim_of(const expressway_flow *flow);

/* "TLS randoms", as the field has it. Static text. */
const char *leg_pairing_name(leg_pairing pairing);

/* The flow's other side, and a frame of it. */
const expressway_flow *leg_peer_of(const leg_pair *pair, const expressway_flow *flow, guint32 *frame);

/* "10.0.30.2:27901 -> 64.100.0.10:4401": how the pair's source, and its destination, were translated; NULL
 * where they were not. In allocator's memory. */
const char *leg_source_translation(wmem_allocator_t *allocator, const leg_pair *pair);
const char *leg_destination_translation(wmem_allocator_t *allocator, const leg_pair *pair);

#endif
