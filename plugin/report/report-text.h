/* report-text.h
 * The report for a person.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REPORT_TEXT_H
#define EXPRESSWAY_REPORT_TEXT_H

#include "selection.h"

#include <stdio.h>

/* Prints the whole report: the headline, the totals, and each connection. */
void report_text(FILE *out, const selection *selected);

#endif
