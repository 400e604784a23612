/* past-traffic.h
 * Which endpoints have accepted a connection, and which hosts have sent data to which others, in the whole
 * capture. Nothing is kept until the first question. Then Wireshark's table of conversations is read once,
 * and from then on each frame is noted.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_PAST_TRAFFIC_H
#define EXPRESSWAY_PAST_TRAFFIC_H

#include "../../model/endpoint.h"

/* Endpoints that have answered, and pairs of hosts that talk; beyond that, any endpoint or pair counts as
 * one of them. */
#define PAST_TRAFFIC_ROOM 1048576U

/* Called once. */
void past_traffic_register(void);

/* Whether frames are to be noted: somebody has asked. */
bool past_traffic_is_asked(void);

/* The endpoint has accepted a connection; the host has sent the other something. */
void past_traffic_note_answer(endpoint where);
void past_traffic_note_talk(host_address from, host_address to);

/* Whether anybody's connection to that endpoint was accepted, so far. */
bool past_traffic_answered(endpoint where);

/* Whether the two hosts have exchanged more than attempts, so far. */
bool past_traffic_talked(host_address one, host_address other);

#endif
