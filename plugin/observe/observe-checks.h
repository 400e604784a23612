/* observe-checks.h
 * Whether what has to work on a link does, as its readable SIP shows: the credentials of the zone, the
 * clocks, the address by which Expressway-E calls itself, and in the end all of it. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_CHECKS_H
#define EXPRESSWAY_OBSERVE_CHECKS_H

#include "../capture/failure/host-link.h"
#include "observed-message.h"

/* A message of a known traversal flow, after everything else has been learnt from it. */
void observe_checks(const observed_message *seen);

/* An SSH tunnel of that link works. */
void observe_checks_tunnel(packet_info *pinfo, host_link *link);

/* A segment with data of a flow: whether its two sides show different clocks. */
void observe_checks_sides(packet_info *pinfo, const expressway_flow *flow);

#endif
