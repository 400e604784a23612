/* finding-text.h
 * The findings of a connection in the report: the decisive one in full, then all others.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FINDING_TEXT_H
#define EXPRESSWAY_FINDING_TEXT_H

#include "../finding/findings.h"
#include "connection.h"

#include <stdio.h>

/* Prints what is found, why, what it means and what to do. scratch is the caller's. */
void finding_text(FILE *out, wmem_allocator_t *scratch, const connection *one);

#endif
