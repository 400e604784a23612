/* vain-attempt.h
 * What the client of a flow tries to reach right after bursts of its server without getting a connection.
 * Addresses are told apart, each with all that is known of it.
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

/* A SYN of a watched client to an address that may be meant. */
void vain_attempt_note_syn(packet_info *pinfo, endpoint source, endpoint destination, guint32 sequence);

/* The flow's client sends data, which answers whatever came before. Returns the matches that it completes:
 * the number of them, and each in turn in *matches, which has room for all. */
guint vain_attempt_note_data(expressway_flow *flow, vain_match *matches[VAIN_MATCH_ROOM]);

/* A connection of that client, or of anybody, to where was accepted. */
void vain_attempt_note_answer(endpoint where, host_address client);

#endif
