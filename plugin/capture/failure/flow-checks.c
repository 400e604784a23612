/* flow-checks.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "flow-checks.h"

#include "../kept-memory.h"

flow_checks *
flow_checks_of(expressway_flow *flow)
{
    flow_details *details = flow_details_of(flow);

    if (details->checks == NULL)
        details->checks = (flow_checks *)kept_memory_new0(sizeof *details->checks);
    return details->checks;
}
