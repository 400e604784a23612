/* vain-match.h
 * What an address that a client tries has to do with one of its flows.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_MATCH_H
#define EXPRESSWAY_VAIN_MATCH_H

#include "vain.h"

/* The flow's match of the target; made where there is none. NULL where the target has answered before that,
 * or where the flow has no room: then it scans. */
vain_match *vain_match_of(expressway_flow *flow, vain_target *target);

/* A SYN to the match's target, that long after a burst of the flow. The client's next data will count it. */
void vain_match_note_syn(const packet_info *pinfo, vain_match *match, gint64 delay);

#endif
