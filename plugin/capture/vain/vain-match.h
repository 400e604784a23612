/* vain-match.h
 * How an address that a client tries relates to one of its flows.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_MATCH_H
#define EXPRESSWAY_VAIN_MATCH_H

#include "vain.h"

/* The flow's match of the target, which is made if there is none. Makes none, and returns NULL, if the
 * target has answered or the flow has no room (then the client scans). */
vain_match *vain_match_of(expressway_flow *flow, vain_target *target);

/* Notes a SYN to the match's target, delay nanoseconds after a burst of the flow. It counts once the
 * client sends data. */
void vain_match_note_syn(const packet_info *pinfo, vain_match *match, gint64 delay);

#endif
