/* vain-series.h
 * Series of flows: connections of one client to one server, each with an address that the client tried in
 * vain.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_SERIES_H
#define EXPRESSWAY_VAIN_SERIES_H

#include "vain.h"

/* The flow's matches have changed. Finds again whether the flow is part of a series, and with which match.
 * The flow has flow->vain. */
void vain_series_weigh(expressway_flow *flow);

#endif
