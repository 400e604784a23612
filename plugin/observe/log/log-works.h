/* log-works.h
 * First pass: between which hosts the traversal connection works, and which failures that a log told of have
 * ended, or were a scanner's.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_WORKS_H
#define EXPRESSWAY_LOG_WORKS_H

#include "../../capture/failure/failure.h"

/* Called once. */
void log_works_register(void);

/* SIP has come through between a traversal client and its server: what failed before works now. */
void log_works_note(const packet_info *pinfo, endpoint client, endpoint server);

/* Whether the server has another client that works, while this one never did and may be a scanner. */
bool log_works_for_another(endpoint client, endpoint server);

/* A failure of a handshake, which may end. NULL is ignored. */
void log_works_watch(failure *one);

/* Whether there is such a failure: then every message that arrives may end it. */
bool log_works_is_watching(void);

#endif
