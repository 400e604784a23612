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

#include "../text-view.h"

typedef enum { LOG_MESSAGE_SIP, LOG_MESSAGE_HTTP } log_message_kind;

typedef struct {
    log_message_kind kind;
    text_view lines;  /* as they stand in the log, from behind the first bar up to the bar that ends them */
    text_view indent; /* blanks or tabs that the log puts before each line but the first */
    bool has_end;     /* the bar at the end is there: nothing is missing */
} log_message;

/* Finds the message in an entry's further lines. It ends at the first line that is only a bar, else at a bar
 * that ends the last line that is not blank, else where the entry ends. False where there is none: lines that
 * look like SIP without "SIPMSG:" before them (developer.sip.leg prints drafts) are none. */
bool log_message_find(text_view continuation, log_message *message);

/* Writes the message as it was on the wire to the room bytes at buffer, as far as they go: indents removed (a
 * line that has lost its own, as those of certificates do, is whole), lines ended by CR LF. Returns how many
 * bytes the message has; buffer may be NULL where room is 0. The log masks keys, so Content-Length may
 * differ. */
size_t log_message_write(const log_message *message, char *buffer, size_t room);

#endif
