/* log-body.h
 * The body of a message in a diagnostic log, compared with its Content-Length. The two may differ: the log
 * masks keys with dots, and does not show whether a line ended with CR LF or LF.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_BODY_H
#define EXPRESSWAY_LOG_BODY_H

#include "../text-view.h"

/* Room that log_body_fit may need after the message. */
#define LOG_BODY_ROOM 24

typedef struct {
    bool has_number;         /* there is a Content-Length, and it is a number up to INT32_MAX */
    uint32_t content_length; /* as the log has it */
    size_t length;           /* of the body as it is now */
    bool is_rewritten;       /* Content-Length was set to the length of the body */
} log_body;

/* Changes a message as log_message_write gives it, length bytes at message and LOG_BODY_ROOM bytes of room
 * after them, so that a reader who trusts its Content-Length gets the whole body. Where the body is longer,
 *   - its lines end with LF if it then has the right length;
 *   - else white space beyond the Content-Length is dropped;
 *   - else Content-Length is set to the length of the body, as it is where it is not a number.
 * A Content-Length that is greater than the body, or absent, stays. Returns the new length. Of several such
 * headers the first counts. Linear. */
size_t log_body_fit(char *message, size_t length, log_body *body);

#endif
