/* log-body.h
 * The body of a message that a diagnostic log holds, beside its Content-Length. The two need not agree: the
 * log masks keys with dots, and of a line's end it does not say whether it was CR LF or LF.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_BODY_H
#define EXPRESSWAY_LOG_BODY_H

#include "../text-view.h"

/* What log_body_fit may need behind the message. */
#define LOG_BODY_ROOM 24

typedef struct {
    bool has_number;         /* there is a Content-Length, and it is a number up to INT32_MAX */
    uint32_t content_length; /* as the log has it */
    size_t length;           /* of the body, by now */
    bool is_rewritten;       /* Content-Length says now what the body has */
} log_body;

/* Changes a message as log_message_write gives it, length bytes at message and LOG_BODY_ROOM bytes of room
 * behind them, so that who trusts its Content-Length loses none of its body. Of a body that is longer,
 *   - lines end with LF where it then has the length it should have;
 *   - white space behind the Content-Length is dropped;
 *   - else Content-Length is set to what is there, as it is where it is no number.
 * A Content-Length that is greater than the body, or absent, is left alone. Returns the new length. Of
 * several such headers the first counts. Linear. */
size_t log_body_fit(char *message, size_t length, log_body *body);

#endif
