/* observe.h
 * The first pass: what a frame tells of traversal flows is read here, once, and kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_H
#define EXPRESSWAY_OBSERVE_H

#include "../ws-compat.h"

/* Called at hand-off: resolves other protocols. */
void observe_handoff(void);

/* Whether frames other than TCP matter: an ICMP error may answer an attempt to connect, and a host that
 * sends datagrams is not silent. */
bool observe_wants_other_frames(void);

typedef enum {
    OBSERVED_NOTHING, /* the frame can have nothing to do with a flow that is known by now */
    OBSERVED,
    OBSERVED_STRAY_SIP /* it has SIP that no dissector of ours has passed on */
} observed;

/* Reads a frame that has not been seen before: tvb has its bytes. No tree is needed. */
observed observe_frame(tvbuff_t *tvb, packet_info *pinfo);

#endif
