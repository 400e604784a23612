/* client-address.h
 * Texts about the address that Expressway-E takes for Expressway-C's (claim A of docs/verdicts.md).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CLIENT_ADDRESS_H
#define EXPRESSWAY_CLIENT_ADDRESS_H

#include "finding.h"

/* The kind that such a judgement is. */
const finding_kind *client_address_kind(verdict value, confidence sure);

/* The cure of a fault, as in the documentation: a short text that fits into an expert info beside two IPv6
 * endpoints, and a long one. NULL if it is not a fault. */
const char *client_address_cure_in_brief(verdict value);
const char *client_address_cure(verdict value);

/* The same as the end of a sentence; seen is the address that E takes for C's. */
const char *client_address_mend(wmem_allocator_t *allocator, const char *seen, verdict value,
                                confidence sure);

/* What would prove a fault that is only probable: for a capture at E's side, and if nothing can be
 * read. */
extern const char client_address_proof_at_c[];
extern const char client_address_proof_in_log[];

/* What the judgement means for Mobile and Remote Access, given what has happened so far. NULL if it means
 * nothing. */
const char *client_address_meaning(wmem_allocator_t *allocator, const flow_claim *claim,
                                   const verdict_answer *judged);

/* A claim with its judgement. */
typedef struct {
    const expressway_flow *flow; /* that it is judged for */
    const flow_claim *claim;
    verdict_answer judged;
    bool is_route; /* a SERVICE's Route says it, else a response's received */
    guint32 frame; /* which has it */
} judged_claim;

/* Adds the reasons for the judgement (client-address-reasons.c). */
void client_address_add_reasons(const finding_search *search, finding *found, const judged_claim *about);

/* The same as a list of texts: char *. */
wmem_array_t *client_address_reasons(wmem_allocator_t *allocator, const judged_claim *about);

/* Why the claim cannot be judged, and in *decides what would decide it, one sentence each. *decides is
 * NULL if nothing would (client-address-unknown.c). */
const char *client_address_unknown(wmem_allocator_t *allocator, const judged_claim *about,
                                   const char **decides);

/* Adds that nothing can be read that would be judged, where that is so (client-address-missing.c). */
void client_address_find_missing(finding_search *search);

#endif
