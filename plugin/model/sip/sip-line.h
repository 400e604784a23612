/* sip-line.h
 * The lines that SIP messages consist of, and what may stand before a message.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_LINE_H
#define EXPRESSWAY_SIP_LINE_H

#include "../text-view.h"

/* Takes the line at the start of *bytes off, without its line end. False where its line end is not there yet.
 * */
static inline bool
sip_line_next(text_view *bytes, text_view *line)
{
    size_t end = text_view_find(*bytes, '\n');

    if (end == bytes->length)
        return false;
    *line = text_view_first(*bytes, end > 0 && bytes->data[end - 1] == '\r' ? end - 1 : end);
    *bytes = text_view_from(*bytes, end + 1);
    return true;
}

/* Bytes without the empty lines at their start (RFC 5626 section 4.4.1), even if the last of these is
 * incomplete. */
static inline text_view
sip_skip_keep_alives(text_view bytes)
{
    size_t length = 0;

    while (length < bytes.length && (bytes.data[length] == '\r' || bytes.data[length] == '\n'))
        length++;
    return text_view_from(bytes, length);
}

#endif
