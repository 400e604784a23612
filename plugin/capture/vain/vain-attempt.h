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

/* Addresses that are remembered of one client: the latest, and beside them those that a flow has matched. */
#define VAIN_TARGET_ROOM 1024

/* Hosts of which it is counted how many addresses a client tries there. */
#define VAIN_SERIES_ROOM 4096

/* The latest flows with a burst, among which a client's attempt may belong to any. */
#define VAIN_BURSTING_FLOWS 4

/* Called once. */
void vain_attempt_register(void);

/* Whether there are clients to be watched. */
bool vain_attempt_is_watching(void);

/* The client's host is watched from now on. */
void vain_attempt_watch(host_address client);
bool vain_attempt_is_watched(host_address client);

/* A flow's server has sent a burst. */
void vain_attempt_note_burst(expressway_flow *flow);

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
