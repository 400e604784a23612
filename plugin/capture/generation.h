/* generation.h
 * A number that rises whenever new evidence may change a result. Results are cached with the number of that
 * moment and computed again once the number has changed.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_GENERATION_H
#define EXPRESSWAY_GENERATION_H

#include "../ws-compat.h"

/* A new file. */
void generation_begin_file(void);

/* Something that judgements rest on has changed. */
void generation_raise(void);

/* The number now. Never 0. */
guint32 generation_now(void);

/* The whole file has been read once: what has not been seen by now does not exist. */
void generation_end_first_pass(void);
bool generation_is_after_first_pass(void);

#endif
