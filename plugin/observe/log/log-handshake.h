/* log-handshake.h
 * First pass: TLS handshakes that failed, as diagnostic logs tell of them. An Event, a line of OpenSSL and
 * the end of the connection are one failure.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HANDSHAKE_H
#define EXPRESSWAY_LOG_HANDSHAKE_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_handshake_register(void);

/* An entry of the kinds HANDSHAKE, OPENSSL and CLOSED, written by host (of kept_text_shared, or NULL). */
void log_handshake_note(packet_info *pinfo, const char *host, const log_failure *entry);

/* The names in a certificate that the host has just received. */
void log_handshake_note_names(packet_info *pinfo, const char *host, text_view names);

#endif
