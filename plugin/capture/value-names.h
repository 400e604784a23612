/* value-names.h
 * Names of the enumerations that several groups of fields share.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VALUE_NAMES_H
#define EXPRESSWAY_VALUE_NAMES_H

#include "../ws-compat.h"

extern const value_string expressway_verdicts[];
extern const value_string expressway_confidences[];
extern const value_string expressway_vantages[];
extern const value_string expressway_roles[];

#endif
