/* vantage.h
 * The side of the firewall at which a flow was captured, by all that is known about it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VANTAGE_H
#define EXPRESSWAY_VANTAGE_H

#include "../flow.h"

/* The side at which the flow was captured: by what messages and logs say, else by the connection's other
 * leg, else by the names of the interfaces. Unknown if nothing shows it, or if the flow was captured at
 * both sides. */
flow_vantage vantage_of(const expressway_flow *flow);

#endif
