/* log-column.h
 * The columns of a frame of a diagnostic log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_COLUMN_H
#define EXPRESSWAY_LOG_COLUMN_H

#include "log-ends.h"

/* "network.sip DEBUG", or the process where there is no module. In pinfo's pool. */
const char *log_column_origin(const packet_info *pinfo, const log_entry *entry);

/* What an entry without a message says: "TCP Connection Failed 10.0.30.2:27921 -> 64.100.0.10:4401". In
 * pinfo's pool. */
const char *log_column_summary(const packet_info *pinfo, const log_entry *entry, const log_ends *ends);

/* The first line of text that is shortened for a column. In pinfo's pool. */
const char *log_column_excerpt(const packet_info *pinfo, text_view text);

/* The Expressway's name stands where a frame has no address of it. */
void log_column_name_host(packet_info *pinfo, const log_entry *entry);

#endif
