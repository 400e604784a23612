/* statistics.h
 * Statistics > Expressway, and -z expressway,tree: how many frames, SERVICEs and attempts to connect there
 * are, by result.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_STATISTICS_H
#define EXPRESSWAY_STATISTICS_H

#include "../ws-compat.h"

/* Name of the plugin's tap. */
#define EXPRESSWAY_TAP "expressway"

/* Called at hand-off: registers the tap and the tree of statistics. Nothing listens until the user asks
 * for it. */
void statistics_handoff(void);

/* Passes the frame to the tap's listeners, if there are any. They find out themselves whether it is of a
 * flow. */
void statistics_queue(packet_info *pinfo);

#endif
