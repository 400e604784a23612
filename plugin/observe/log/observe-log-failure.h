/* observe-log-failure.h
 * First pass: what an entry of a diagnostic log says that has failed.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_LOG_FAILURE_H
#define EXPRESSWAY_OBSERVE_LOG_FAILURE_H

#include "../../ws-compat.h"

#include "../../model/log/log-entry.h"

/* Called once. */
void observe_log_failure_register(void);

/* The frame's entry; most say nothing. What it tells of flows and attempts to connect must have been read
 * before. */
void observe_log_failure(packet_info *pinfo, const log_entry *entry);

#endif
