/* findings.h
 * The table of all kinds of finding, and looking for them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FINDINGS_H
#define EXPRESSWAY_FINDINGS_H

#include "finding.h"

/* All kinds, in the order of what is to be mended first. */
guint findings_kind_count(void);
const finding_kind *findings_kind(guint index);

/* Where a kind stands in the table. */
guint findings_rank(const finding_kind *kind);

/* Asks the kinds of that place, one or more. */
void findings_search(finding_search *search, finding_place place);

/* All that is known of the flow, or with NULL of links and hosts: finding *, each once, in the order of the
 * table, with reasons. */
wmem_array_t *findings_of_flow(wmem_allocator_t *allocator, expressway_flow *flow);

/* The kinds of which the frame is evidence, with all frames seen: finding_kind const *; NULL where it is
 * none. Kept until the evidence changes. */
wmem_array_t *findings_shown_by(guint32 frame);

/* Called once. */
void findings_register(void);

#endif
