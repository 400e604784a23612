/* log-host.h
 * First pass: what a diagnostic log says that has failed at the host itself, or between it and servers that
 * are not on the way: alarms, peers, users, credentials, registrations.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HOST_H
#define EXPRESSWAY_LOG_HOST_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_host_register(void);

/* An entry of any kind, written by host (of kept_text_shared, or NULL). protocol is what the entry calls so.
 */
void log_host_note(packet_info *pinfo, const char *host, const log_failure *entry, text_view protocol);

#endif
