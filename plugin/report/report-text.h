/* report-text.h
 * A flow as a person reads it: finding, evidence, what happened, what to do.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REPORT_TEXT_H
#define EXPRESSWAY_REPORT_TEXT_H

#include "../capture/flow.h"

/* Prints what is known of the flow to standard output. scratch is freed by the caller. */
void report_text_flow(wmem_allocator_t *scratch, expressway_flow *flow);

/* Prints text behind label, folded at blanks to the width of a terminal. */
void report_text_line(const char *label, const char *text);

#endif
