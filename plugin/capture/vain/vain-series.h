/* vain-series.h
 * Which flows make a series: connections of one client to one server, of which each has an address that the
 * client tried in vain.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_SERIES_H
#define EXPRESSWAY_VAIN_SERIES_H

#include "vain.h"

/* Something has changed about the flow's matches, which it has: whether it is part of a series, and with
 * which of them, is found anew. */
void vain_series_weigh(expressway_flow *flow);

#endif
