/* line.h
 * Lines of a report: folded at blanks to the width of a terminal.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LINE_H
#define EXPRESSWAY_LINE_H

#include "../ws-compat.h"

#include <stdio.h>

/* Prints text behind label ("" continues what was said before), folded. Text that begins with "- " hangs. */
void line_text(FILE *out, const char *label, const char *text);

/* The same as printf. */
void line_print(FILE *out, const char *label, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* How many lines have been printed since line_begin. */
void line_begin(void);
guint line_count(void);

#endif
