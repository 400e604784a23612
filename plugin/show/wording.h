/* wording.h
 * What a verdict says in words, for the tree and for the report: the finding, its evidence, the cure.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_WORDING_H
#define EXPRESSWAY_WORDING_H

#include "../capture/flow.h"

/* Wireshark cuts the text of an expert info after so many bytes. */
#define EXPERT_TEXT_MAX 239

/* All texts are in allocator's memory, or static. */

/* One sentence: what was found, with the addresses, then the cure; never longer than EXPERT_TEXT_MAX bytes.
 */
const char *wording_finding(wmem_allocator_t *allocator, const flow_claim *claim,
                            const verdict_answer *judged);

/* The same without the cure. */
const char *wording_what_is_seen(wmem_allocator_t *allocator, const flow_claim *claim,
                                 const verdict_answer *judged);

/* What to do about a fault, in one sentence; NULL where there is none. */
const char *wording_cure(verdict value);

/* The same as the report has room for it. claim may be NULL; one that C accepted calls for nothing yet. */
const char *wording_cure_at_length(verdict value, const flow_claim *claim);

/* What the verdict means for Mobile and Remote Access, given what came of it so far. NULL where it says
 * nothing. */
const char *wording_meaning(const flow_claim *claim, const verdict_answer *judged);

/* One reason each for the verdict, with the addresses and frames in it: char *, in order. frame is the
 * message that is looked at, a SERVICE (is_route) or a response with received. */
wmem_array_t *wording_evidence(wmem_allocator_t *allocator, const expressway_flow *flow,
                               const flow_claim *claim, const verdict_answer *judged, bool is_route,
                               guint32 frame);

/* One reason more, as printf. */
void wording_add_reason(wmem_array_t *reasons, wmem_allocator_t *allocator, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Why nothing can be said, and what would decide it. */
const char *wording_undetermined(wmem_allocator_t *allocator, const expressway_flow *flow,
                                 const flow_claim *claim, const verdict_answer *judged);

/* The finding on a flow of which nothing can be read, and its evidence: char *, in order
 * (wording-encrypted.c). */
const char *wording_encrypted(wmem_allocator_t *allocator, const expressway_flow *flow,
                              const flow_summary *summary);
wmem_array_t *wording_encrypted_evidence(wmem_allocator_t *allocator, const expressway_flow *flow,
                                         const flow_summary *summary);

#endif
