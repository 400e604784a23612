/* vain-target.h
 * The addresses that a client tries to reach. The oldest are dropped first.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_TARGET_H
#define EXPRESSWAY_VAIN_TARGET_H

#include "watched-client.h"

/* How many addresses are remembered of one client. Those that a flow has matched are kept in addition. */
#define VAIN_TARGET_ROOM 1024

/* For how many hosts the addresses that a client tries there are counted. */
#define VAIN_SERIES_ROOM 4096

/* Called once. */
void vain_target_register(void);

/* The client's target at that address, which is made if there is none. */
vain_target *vain_target_of(watched_client *client, endpoint where);

/* A SYN to the target. */
void vain_target_count_syn(const packet_info *pinfo, vain_target *target);

/* Adds the match to those of its target, which is kept from now on. */
void vain_target_link(vain_match *match);

/* Removes the match from those of its target. False if too many flows share the target. */
bool vain_target_unlink(const vain_match *match);

/* A match of one of the client's flows was dropped. If the target has no other, it may be dropped in its
 * turn. */
void vain_target_release(vain_target *target, host_address client);

/* The target has accepted a connection. */
void vain_target_set_answered(vain_target *target);

/* A connection to that address was accepted: sets this for all matched targets there, and for the
 * client's. client may be NULL. */
void vain_target_note_answer(endpoint where, const watched_client *client);

#endif
