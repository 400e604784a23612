/* time-span.h
 * Whether two frames are close to each other in time.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TIME_SPAN_H
#define EXPRESSWAY_TIME_SPAN_H

#include "../ws-compat.h"

/* Whether the frame comes at most so many seconds after the time. */
static inline bool
time_span_is_after(const packet_info *pinfo, const nstime_t *time, int seconds)
{
    nstime_t passed;

    nstime_delta(&passed, &pinfo->abs_ts, time);
    return passed.secs >= 0 && passed.secs <= seconds;
}

/* The same, before or after it. */
static inline bool
time_span_is_near(const packet_info *pinfo, const nstime_t *time, int seconds)
{
    nstime_t passed;

    nstime_delta(&passed, &pinfo->abs_ts, time);
    return passed.secs >= -seconds && passed.secs <= seconds;
}

#endif
