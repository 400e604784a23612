/* connection-text.h
 * One connection in the report.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECTION_TEXT_H
#define EXPRESSWAY_CONNECTION_TEXT_H

#include "connection-group.h"

#include <stdio.h>

/* Prints all that is known about the group's first connection, and which others are like it. scratch is
 * the caller's. */
void connection_text(FILE *out, wmem_allocator_t *scratch, const connection_group *group);

/* Prints the ends, the verdict, and how many connections there are, in one line. */
void connection_text_in_one_line(FILE *out, wmem_allocator_t *scratch, const connection_group *group);

#endif
