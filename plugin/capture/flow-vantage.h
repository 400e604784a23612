/* flow-vantage.h
 * At which side of the firewall something was captured.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_VANTAGE_H
#define EXPRESSWAY_FLOW_VANTAGE_H

/* Values are those of the field. */
typedef enum { VANTAGE_UNKNOWN = 0, VANTAGE_EXPRESSWAY_C = 1, VANTAGE_EXPRESSWAY_E = 2 } flow_vantage;

#endif
