/* kept-memory.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "kept-memory.h"

#include <string.h>

#define CHUNK_SIZE 16384U
#define ALIGNMENT 8U

static struct {
    guint8 *free; /* of the latest chunk */
    gsize left;
} chunk;

static void
begin_file(void)
{
    memset(&chunk, 0, sizeof chunk);
}

void
kept_memory_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

void *
kept_memory_new0(gsize size)
{
    gsize taken = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    guint8 *object;

    if (taken > chunk.left) {
        chunk.free = (guint8 *)wmem_alloc0(wmem_file_scope(), CHUNK_SIZE);
        chunk.left = CHUNK_SIZE;
    }
    object = chunk.free;
    chunk.free += taken;
    chunk.left -= taken;
    return object;
}
