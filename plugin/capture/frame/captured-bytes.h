/* captured-bytes.h
 * The bytes of one of Wireshark's buffers, as the model reads them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CAPTURED_BYTES_H
#define EXPRESSWAY_CAPTURED_BYTES_H

#include "../../ws-compat.h"

#include "../../model/text-view.h"

/* What was captured of tvb from start on; empty where start is at its end or beyond. Lives as long as tvb. */
static inline text_view
captured_bytes(tvbuff_t *tvb, gint start)
{
    gint length = tvb_captured_length_remaining(tvb, start);

    return length > 0 ? text_view_of((const char *)tvb_get_ptr(tvb, start, length), (size_t)length)
                      : text_view_of("", 0);
}

#endif
