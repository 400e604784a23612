/* failure-text.h
 * The part of a report about failures: what broke the link between C and E, or what is behind C.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FAILURE_TEXT_H
#define EXPRESSWAY_FAILURE_TEXT_H

#include "connection.h"

#include <stdio.h>

/* Tells of each failure that is a finding, the first to be mended first; nothing where there is none.
 * connections: those that the report is about. */
void failure_text(FILE *out, wmem_allocator_t *scratch, wmem_array_t *connections);

#endif
