/* headline.h
 * The first line of every report: what is to be mended, or that nothing is wrong, or what is missing to
 * know it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HEADLINE_H
#define EXPRESSWAY_HEADLINE_H

#include "connection.h"

/* One sentence. connections: connection. In allocator's memory, or static. */
const char *headline_of(wmem_allocator_t *allocator, wmem_array_t *connections);

#endif
