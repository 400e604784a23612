/* judgement.h
 * Judges a flow: collects what is known about it and applies the rule of verdict.h.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_JUDGEMENT_H
#define EXPRESSWAY_JUDGEMENT_H

#include "flow.h"
#include "leg/leg-side.h"

/* Judges one claim with all that is known now. */
verdict_answer judgement_of(const expressway_flow *flow, const flow_claim *claim);

/* For a claim that is judged to be C's own address: what shows that it was captured at C's side. */
leg_proof judgement_proof_of_client(const expressway_flow *flow, const flow_claim *claim);

/* Judges the client's address itself. An encrypted flow shows nothing else. */
verdict_answer judgement_of_client(const expressway_flow *flow);

/* E's own addresses, as judgement_of takes them: those of evidence_e_addresses, and the server of the paired
 * leg at C's side. */
void judgement_e_addresses(const expressway_flow *flow, host_set *set);

/* Whether host is one of them. */
bool judgement_is_of_e(const expressway_flow *flow, host_address host);

#endif
