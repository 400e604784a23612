/* interface-name.h
 * What the name of the interface on which a frame was captured says of the side.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_INTERFACE_NAME_H
#define EXPRESSWAY_INTERFACE_NAME_H

#include "../flow-vantage.h"
#include "../../ws-compat.h"

/* At which side the frame was captured; unknown where its interface has no name, or one that does not say. */
flow_vantage interface_name_vantage(const packet_info *pinfo);

/* The host in the interface's name, "expc" of "expc eth0" or of "expc-eth0", kept for the file; NULL where it
 * has none.
 */
const char *interface_name_host(const packet_info *pinfo);

#endif
