/* extent.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "extent.h"

#include "frame/frame.h"

#include <string.h>

static extent file;

static void
begin_file(void)
{
    memset(&file, 0, sizeof file);
}

void
extent_register(void)
{
    register_init_routine(begin_file);
}

void
extent_note_frame(const packet_info *pinfo)
{
    file.frames++;
    if (!pinfo->fd->has_ts)
        return;
    if (!file.has_time || frame_is_earlier(&pinfo->abs_ts, &file.first))
        file.first = pinfo->abs_ts;
    if (!file.has_time || frame_is_earlier(&file.last, &pinfo->abs_ts))
        file.last = pinfo->abs_ts;
    file.has_time = true;
}

const extent *
extent_now(void)
{
    return &file;
}
