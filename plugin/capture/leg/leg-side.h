/* leg-side.h
 * Which of two legs is nearer to Expressway-C, and whether a leg is at either end.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_SIDE_H
#define EXPRESSWAY_LEG_SIDE_H

#include "../flow.h"

/* What shows that a flow was captured before anything between C and E could translate its source. */
typedef enum {
    LEG_NOT_SHOWN,
    LEG_UNROUTED, /* no router has forwarded the client's packets; some firewalls do not count as a router */
    LEG_NAMED,    /* the interface's name */
    LEG_NAMED_AND_UNROUTED,
    LEG_PROVEN /* C's own log, or C's configured address */
} leg_proof;

/* What shows that the flow was captured at C's side. If the flow has another leg, the requirements on hops
 * are lower. */
leg_proof leg_side_proof_of_c(const expressway_flow *flow, bool has_other_leg);

/* Above 0 where one is nearer to Expressway-C than the other, below 0 where it is nearer to E; 0 where
 * nothing tells. */
int leg_side_compare(const expressway_flow *one, const expressway_flow *other);

/* Whether the evidence shows that the leg was captured at E, where its source has its final
 * translation. */
bool leg_side_is_at_e(const expressway_flow *leg);

#endif
