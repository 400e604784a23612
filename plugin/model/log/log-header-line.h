/* log-header-line.h
 * Whether a line of text is a header line, or the rest of one that was broken into several lines.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_HEADER_LINE_H
#define EXPRESSWAY_LOG_HEADER_LINE_H

#include "../text-view.h"

/* "Name: value", or "Name:" alone. */
bool log_header_line_is_plain(text_view line);

/* Also "Name:value", unless that is an address or a URI. */
bool log_header_line_begins(text_view line);

/* A Content-Length with a number: no further line is joined to it. */
bool log_header_line_is_content_length(text_view line);

#endif
