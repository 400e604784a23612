/* leg-pair.h
 * The two sides of a connection, found among its legs.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_PAIR_H
#define EXPRESSWAY_LEG_PAIR_H

#include "../flow.h"
#include "fingerprint.h"
#include "leg-side.h"

/* The leg nearest to Expressway-C and the one nearest to E. They are the same flow if nothing is
 * translated and one conversation was captured at both sides. */
typedef struct {
    const expressway_flow *c_side;
    const expressway_flow *e_side;
    bool sides_known;  /* otherwise the sides may be the other way round */
    leg_proof c_proof; /* proof that c_side was captured at Expressway-C */
    bool e_is_shown;   /* the evidence shows that e_side was captured at E */
    leg_pairing paired_by;
    guint32 c_frame; /* frames that have the same data */
    guint32 e_frame;
    guint32 complete_frame; /* with which they were found to be one connection */
    guint32 finding_frame;  /* on which to say so: by then, readable SIP would have been seen */
    bool is_settled;        /* that frame has been reached */
    bool has_offset;
    gint64 offset; /* nanoseconds by which E's clock is ahead of C's */
} leg_pair;

/* Finds the two sides of the flow's connection. False where the flow is not paired. */
bool leg_pair_find(const expressway_flow *flow, leg_pair *pair);

#endif
