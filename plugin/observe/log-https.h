/* log-https.h
 * First pass: HTTPS as diagnostic logs tell of it: the servers behind Expressway-C, whose certificates are
 * not accepted or that do not accept C's, and what Expressway-E answers to clients.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HTTPS_H
#define EXPRESSWAY_LOG_HTTPS_H

#include "../ws-compat.h"

#include "../model/log/log-failure.h"

/* Called once. */
void log_https_register(void);

/* An entry of the kinds SERVER_CERTIFICATE, SERVER_NAME, SERVER_CONNECTION and REQUEST_TO_SERVER, written by
 * host (of kept_text_shared, or NULL). */
void log_https_note_server(packet_info *pinfo, const char *host, const log_failure *entry);

/* An entry of the kinds REQUEST and RESPONSE. is_event: an Event, which tells what the host itself answers.
 */
void log_https_note_client(packet_info *pinfo, const char *host, const log_failure *entry, bool is_event);

#endif
