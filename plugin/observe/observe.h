/* observe.h
 * The first pass: what a frame tells of traversal flows is read here, once, and kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_H
#define EXPRESSWAY_OBSERVE_H

#include "../ws-compat.h"

/* Called once. wanted_changed is called when the result of observe_wanted_fields changes: with a new file,
 * and when the first traversal flow of a file has been found. */
void observe_register(void (*wanted_changed)(void));

/* Called at hand-off: resolves the fields of other protocols. */
void observe_handoff(void);

/* The fields of other protocols that must be in the tree of the next frame. Caller owns the array. */
GArray *observe_wanted_fields(void);

/* Whether frames other than TCP matter: an ICMP error may answer an attempt to connect, and a host that
 * sends datagrams is not silent. */
bool observe_wants_other_frames(void);

/* Reads a frame that has not been seen before: tvb has its bytes. tree may be NULL; then no SIP is seen. */
void observe_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
