/* kept-memory.h
 * Memory for what is kept until the file is closed, of which there is much: one object right behind the
 * other. Wireshark's allocator adds 16 to 31 bytes to each.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_KEPT_MEMORY_H
#define EXPRESSWAY_KEPT_MEMORY_H

#include "../ws-compat.h"

/* The largest object. */
#define KEPT_MEMORY_LONGEST 1024U

/* Called once. */
void kept_memory_register(void);

/* So many bytes in file scope, at most KEPT_MEMORY_LONGEST, all zero and aligned for pointers and 64-bit
 * numbers. They cannot be freed. */
void *kept_memory_new0(gsize size);

#endif
