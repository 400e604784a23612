/* log-answer.h
 * First pass: what an Expressway answers to clients by HTTPS, as its diagnostic log tells of it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ANSWER_H
#define EXPRESSWAY_LOG_ANSWER_H

#include "../../ws-compat.h"

#include "../../model/log/log-failure.h"

/* Called once. */
void log_answer_register(void);

/* An entry of the kinds REQUEST and RESPONSE, written by host (of kept_text_shared, or NULL). is_event: an
 * Event, which tells what the host itself answers. */
void log_answer_note(packet_info *pinfo, const char *host, const log_failure *entry, bool is_event);

#endif
