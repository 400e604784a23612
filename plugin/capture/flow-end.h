/* flow-end.h
 * The two ends of a connection: index of what is kept for each of them, or for what each of them sends.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_END_H
#define EXPRESSWAY_FLOW_END_H

#include <stdbool.h>

typedef enum { FLOW_END_CLIENT, FLOW_END_SERVER, FLOW_ENDS } flow_end;

static inline flow_end
flow_end_of(bool is_client)
{
    return is_client ? FLOW_END_CLIENT : FLOW_END_SERVER;
}

#endif
