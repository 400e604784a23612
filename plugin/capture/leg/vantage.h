/* vantage.h
 * At which side of the firewall a flow was captured, by all that is known of it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VANTAGE_H
#define EXPRESSWAY_VANTAGE_H

#include "../flow.h"

/* The side, as far as it can be told: by what was said, else by the connection's other leg, else by the
 * names of the interfaces. Unknown where nothing tells, and where the flow was captured at both sides. */
flow_vantage vantage_of(const expressway_flow *flow);

#endif
