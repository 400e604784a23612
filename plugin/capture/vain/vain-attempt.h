/* vain-attempt.h
 * Attempts of a flow's client to connect, right after bursts of its server, that get no answer. Each
 * address is kept with all that is known about it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_ATTEMPT_H
#define EXPRESSWAY_VAIN_ATTEMPT_H

#include "vain.h"

/* Called once. */
void vain_attempt_register(void);

/* The latest flow of that client of which a burst precedes the frame, or NULL. */
expressway_flow *vain_attempt_flow(host_address client, const packet_info *pinfo);

/* A SYN of a watched client to an address that may be an apparent one. */
void vain_attempt_note_syn(packet_info *pinfo, endpoint source, endpoint destination, guint32 sequence);

/* The flow's client sends data, which answers what came before. Writes the matches that this completes to
 * matches, which has room for all. Returns how many they are. */
guint vain_attempt_note_data(expressway_flow *flow, vain_match *matches[VAIN_MATCH_ROOM]);

/* A connection of that client to where was accepted. */
void vain_attempt_note_answer(endpoint where, host_address client);

#endif
