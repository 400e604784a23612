/* log-header-line.h
 * Whether a line of text is a header, or the rest of one that was broken.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HEADER_LINE_H
#define EXPRESSWAY_LOG_HEADER_LINE_H

#include "../text-view.h"

/* "Name: value", or with nothing behind the colon. */
bool log_header_line_is_plain(text_view line);

/* "Name:value" as well, if it is not an address or a URI. */
bool log_header_line_begins(text_view line);

/* A Content-Length that is a number: nothing may be added to it. */
bool log_header_line_is_content_length(text_view line);

#endif
