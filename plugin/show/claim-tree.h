/* claim-tree.h
 * The address that Expressway-E takes for Expressway-C's, with its judgement: the Route's group of fields,
 * and that of received/rport.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CLAIM_TREE_H
#define EXPRESSWAY_CLAIM_TREE_H

#include "finding-tree.h"

/* Where a claim's bytes are, for highlighting. Length 0, and any tvb, if they are not available. */
typedef struct {
    tvbuff_t *tvb;
    gint start;
    gint length;
} claim_place;

/* Registers fields of protocol proto. */
void claim_tree_register(int proto);

/* Adds what the record claims, if anything, to tree (may be NULL) and to the Info column. The items go to
 * anchors. */
void claim_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place,
                     finding_anchors *anchors);

#endif
