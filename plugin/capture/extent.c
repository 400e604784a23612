/* extent.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "extent.h"

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

/* nstime_cmp is another library's, and this is done for every frame. */
static bool
is_earlier(const nstime_t *time, const nstime_t *than)
{
    return time->secs != than->secs ? time->secs < than->secs : time->nsecs < than->nsecs;
}

void
extent_note_frame(const packet_info *pinfo)
{
    file.frames++;
    if (!pinfo->fd->has_ts)
        return;
    if (!file.has_time || is_earlier(&pinfo->abs_ts, &file.first))
        file.first = pinfo->abs_ts;
    if (!file.has_time || is_earlier(&file.last, &pinfo->abs_ts))
        file.last = pinfo->abs_ts;
    file.has_time = true;
}

const extent *
extent_now(void)
{
    return &file;
}
