/* failure-twin.h
 * The same failure, seen in packets and told of by a log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FAILURE_TWIN_H
#define EXPRESSWAY_FAILURE_TWIN_H

#include "failure.h"

/* The failure of the other source between the same ends, or NULL. */
const failure *failure_twin_of(const failure *one);

/* Whether that one is said instead, since it is surer, or came first and is as sure. */
bool failure_twin_is_said(const failure *one, const failure *twin);

#endif
