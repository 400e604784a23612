/* log-message.h
 * The SIP or HTTP message in a diagnostic log entry:
 *
 *      SIPMSG:
 *      |SIP/2.0 100 Trying
 *      Via: SIP/2.0/TLS 10.122.73.183:47177
 *
 *      |
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_MESSAGE_H
#define EXPRESSWAY_LOG_MESSAGE_H

#include "log-title.h"

typedef struct {
    log_message_kind kind;
    text_view lines;  /* as they are in the log, from the first bar to the bar that ends them */
    text_view indent; /* blanks or tabs before each line except the first */
    bool has_end;     /* the bar at the end is there: the message is complete */
} log_message;

/* Finds the message in the further lines of an entry. It ends at the first line that is only a bar, else at a
 * bar at the end of the last line that is not blank, else at the end of the entry. False where there is no
 * message. Lines that look like SIP without "SIPMSG:" before them are not a message (developer.sip.leg prints
 * drafts). */
bool log_message_find(text_view continuation, log_message *message);

/* Writes the message as it was on the wire to the room bytes at buffer, as far as it fits. Indents are
 * removed, except from lines that have lost theirs, such as those of certificates, and lines end with CR LF.
 * Returns the length of the whole message; buffer may be NULL where room is 0. The log masks keys, so
 * Content-Length may differ. */
size_t log_message_write(const log_message *message, char *buffer, size_t room);

#endif
