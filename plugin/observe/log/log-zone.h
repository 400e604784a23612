/* log-zone.h
 * First pass: Expressway-C's attempts to connect to traversal ports, as its diagnostic log tells of them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ZONE_H
#define EXPRESSWAY_LOG_ZONE_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_zone_register(void);

/* An entry of the kinds CONNECTING, ESTABLISHED, CONNECT and CLOSED, written by host (of kept_text_shared, or
 * NULL). The attempts to reach an apparent address must have been noted before (connect.h). */
void log_zone_note(packet_info *pinfo, const char *host, const log_failure *entry);

#endif
