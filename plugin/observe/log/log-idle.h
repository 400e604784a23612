/* log-idle.h
 * First pass: phones that connect to Expressway-E and of which no data comes through, as its diagnostic log
 * tells of them. Scanners connect and say nothing too: a phone uses HTTPS as well.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_IDLE_H
#define EXPRESSWAY_LOG_IDLE_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_idle_register(void);

/* An entry of the kinds CONNECTING, ESTABLISHED and CLOSED, written by host (of kept_text_shared, or NULL).
 * client_port is the client's port where the entry names no client, as the end of a connection may. */
void log_idle_note(packet_info *pinfo, const char *host, const log_failure *entry, guint16 client_port);

/* A client sends a request by HTTPS. */
void log_idle_note_request(packet_info *pinfo, endpoint client);

/* Whether a client of the phones' port is a phone, as far as the log shows: it uses HTTPS, or nobody does. */
bool log_idle_may_be_phone(endpoint client);

#endif
