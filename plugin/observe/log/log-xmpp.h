/* log-xmpp.h
 * First pass: XMPP between Expressway-C and Expressway-E, as C's diagnostic log tells of it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_XMPP_H
#define EXPRESSWAY_LOG_XMPP_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_xmpp_register(void);

/* An entry of the kinds XMPP_CONNECT, XMPP_LOOKUP and XMPP_NAME, written by host (of kept_text_shared, or
 * NULL). */
void log_xmpp_note(packet_info *pinfo, const char *host, const log_failure *entry);

#endif
