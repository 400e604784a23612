/* vain-target.h
 * The addresses that a client tries to reach: found by address, and forgotten in their turn.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_TARGET_H
#define EXPRESSWAY_VAIN_TARGET_H

#include "watched-client.h"

/* Addresses that are remembered of one client: the latest, and beside them those that a flow has matched. */
#define VAIN_TARGET_ROOM 1024

/* Hosts of which it is counted how many addresses a client tries there. */
#define VAIN_SERIES_ROOM 4096

/* Called once. */
void vain_target_register(void);

/* The client's target at that address; made where there is none. */
vain_target *vain_target_of(watched_client *client, endpoint where);

/* A SYN to the target. */
void vain_target_count_syn(const packet_info *pinfo, vain_target *target);

/* Adds the match to those of its target, which is kept from now on. */
void vain_target_link(vain_match *match);

/* Takes the match out of those of its target. False where too many flows share the target. */
bool vain_target_unlink(const vain_match *match);

/* A match of one of the client's flows has gone. A target that has no other may be forgotten in its turn. */
void vain_target_release(vain_target *target, host_address client);

/* Somebody has answered at the target. */
void vain_target_set_answered(vain_target *target);

/* Somebody has answered at that address: so have all targets there that are matched, and the client's, which
 * may be NULL. */
void vain_target_note_answer(endpoint where, const watched_client *client);

#endif
