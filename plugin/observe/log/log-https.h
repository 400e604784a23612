/* log-https.h
 * First pass: HTTPS between Expressway-C and the servers behind it, as its diagnostic log tells of it:
 * certificates that are not accepted, by C or by a server.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HTTPS_H
#define EXPRESSWAY_LOG_HTTPS_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_https_register(void);

/* An entry of the kinds SERVER_CERTIFICATE, SERVER_NAME, SERVER_CONNECTION and REQUEST_TO_SERVER, written by
 * host (of kept_text_shared, or NULL). */
void log_https_note(packet_info *pinfo, const char *host, const log_failure *entry);

#endif
