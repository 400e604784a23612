/* observe-log.h
 * The first pass over a diagnostic log: what its entries tell of traversal flows is read here, once, and
 * kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_LOG_H
#define EXPRESSWAY_OBSERVE_LOG_H

#include "../capture/flow.h"

#include "../model/log/log-entry.h"

/* Called once; at hand-off. */
void observe_log_register(void);
void observe_log_handoff(void);

/* Reads an entry that has not been seen before. The message in it is dissected afterwards. */
void observe_log_entry(packet_info *pinfo, const log_entry *entry);

/* Whether the frame is, or has been so far, an entry of a diagnostic log: what it tells was written down and
 * is no traffic of its own. */
bool observe_frame_is_log_entry(const packet_info *pinfo);

/* Where the frame is the entry that was read last, with a message of the flow: the flow learns whose log that
 * is, the client's or the server's. */
void observe_log_owner(expressway_flow *flow, const packet_info *pinfo);

#endif
