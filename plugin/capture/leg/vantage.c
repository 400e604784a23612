/* vantage.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vantage.h"

#include "../evidence.h"
#include "leg.h"

flow_vantage
vantage_of(const expressway_flow *flow)
{
    flow_vantage seen = evidence_vantage(flow);
    const leg_pair *pair = leg_pair_of(flow);

    if (seen != VANTAGE_UNKNOWN)
        return seen;
    if (pair != NULL && pair->c_side == pair->e_side)
        return VANTAGE_UNKNOWN; /* the flow was captured at both sides */
    if (pair != NULL && pair->sides_known && flow == pair->c_side)
        return VANTAGE_EXPRESSWAY_C;
    if (pair != NULL && pair->sides_known && flow == pair->e_side)
        return VANTAGE_EXPRESSWAY_E;
    return evidence_vantage_of_interface(flow);
}
