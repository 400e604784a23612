/* interface-name.h
 * What the name of a frame's interface says about the side.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_INTERFACE_NAME_H
#define EXPRESSWAY_INTERFACE_NAME_H

#include "../flow-vantage.h"
#include "../../ws-compat.h"

/* The side at which the frame was captured; unknown if its interface has no name, or a name that does not
 * say. */
flow_vantage interface_name_vantage(const packet_info *pinfo);

/* The host in the interface's name, "expc" of "expc eth0" or of "expc-eth0", kept for the file; NULL where it
 * has none.
 */
const char *interface_name_host(const packet_info *pinfo);

#endif
