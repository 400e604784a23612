/* summary.h
 * The result of all claims and all evidence about a flow.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SUMMARY_H
#define EXPRESSWAY_SUMMARY_H

#include "flow.h"

struct connect_attempt;

/* What is known of the flow now. Valid until the evidence changes. */
const flow_summary *summary_of(expressway_flow *flow);

/* Whether the summary rests on the attempt: the flow's client makes it in vain. */
bool summary_tells(const flow_summary *summary, const struct connect_attempt *attempt);

#endif
