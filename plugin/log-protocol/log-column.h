/* log-column.h
 * The columns of a frame of a diagnostic log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_COLUMN_H
#define EXPRESSWAY_LOG_COLUMN_H

#include "log-ends.h"

/* "network.sip DEBUG", or the process where the entry has no module. In pinfo's pool. */
const char *log_column_origin(const packet_info *pinfo, const log_entry *entry);

/* Summary of an entry without a message: "TCP Connection Failed 10.0.30.2:27921 -> 64.100.0.10:4401". In
 * pinfo's pool. */
const char *log_column_summary(const packet_info *pinfo, const log_entry *entry, const log_ends *ends);

/* The first line of text, shortened for a column. In pinfo's pool. */
const char *log_column_excerpt(const packet_info *pinfo, text_view text);

/* Puts the Expressway's name into the address columns where the frame has no address for that end. */
void log_column_name_host(packet_info *pinfo, const log_entry *entry);

#endif
