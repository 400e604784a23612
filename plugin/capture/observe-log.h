/* observe-log.h
 * The first pass over a diagnostic log: what its entries tell of traversal flows is read here, once, and
 * kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_LOG_H
#define EXPRESSWAY_OBSERVE_LOG_H

#include "../ws-compat.h"

#include "../model/log-entry.h"

/* Called at hand-off. */
void observe_log_handoff(void);

/* Reads an entry that has not been seen before. The message in it is dissected afterwards. */
void observe_log_entry(packet_info *pinfo, const log_entry *entry);

/* Whether the frame is, or has been so far, an entry of a diagnostic log: what it tells was written down and
 * is no traffic of its own. */
bool observe_frame_is_log_entry(const packet_info *pinfo);

#endif
