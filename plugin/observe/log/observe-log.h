/* observe-log.h
 * The first pass over a diagnostic log: what its entries tell of traversal flows is read here, once, and
 * kept.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_LOG_H
#define EXPRESSWAY_OBSERVE_LOG_H

#include "../../capture/flow.h"

#include "../../model/log/log-entry.h"

/* Called once: proto is the protocol of a log's entries. */
void observe_log_register(int proto);

/* Reads an entry that has not been seen before. The message in it is dissected afterwards. */
void observe_log_entry(packet_info *pinfo, const log_entry *entry);

/* Where the frame is an entry with a message of the flow: the flow learns whose log that is, the client's or
 * the server's. */
void observe_log_owner(expressway_flow *flow, packet_info *pinfo);

/* Name of the host that has written the message in the frame down, or NULL. */
const char *observe_log_host(packet_info *pinfo);

#endif
