/* log-text.h
 * What is found about diagnostic logs, in the report.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_TEXT_H
#define EXPRESSWAY_LOG_TEXT_H

#include "../ws-compat.h"

#include <stdio.h>

/* Prints one line for each host and kind of finding; nothing where there is none. */
void log_text(FILE *out, wmem_allocator_t *scratch);

#endif
