/* log-title.h
 * The title of a message in a diagnostic log: "SIPMSG:" or "HTTPMSG:".
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_TITLE_H
#define EXPRESSWAY_LOG_TITLE_H

#include "../text-view.h"

typedef enum { LOG_MESSAGE_SIP, LOG_MESSAGE_HTTP } log_message_kind;

/* Advances *text past its indent and the title that follows. False where no title follows: then neither *text
 * nor *kind changes. */
bool log_title_skip(text_view *text, log_message_kind *kind);

/* Whether a title begins the text, behind its indent. */
bool log_title_begins(text_view text);

#endif
