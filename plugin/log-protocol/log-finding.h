/* log-finding.h
 * What the dissector of logs finds about an entry: said on its frame, and kept for the reports.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_FINDING_H
#define EXPRESSWAY_LOG_FINDING_H

#include "../finding/log-event.h"

#include "../model/log/log-entry.h"

/* Says on item (may be NULL) what is found about the frame's entry, a format and its arguments. entry is NULL
 * where the frame has none. */
void log_finding_add(packet_info *pinfo, proto_item *item, const log_entry *entry, const finding_kind *kind,
                     const char *format, ...) G_GNUC_PRINTF(5, 6);

#endif
