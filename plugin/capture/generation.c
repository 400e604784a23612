/* generation.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "generation.h"

static guint32 generation = 1;
static bool is_after_first_pass;

void
generation_raise(void)
{
    generation++;
}

void
generation_begin_file(void)
{
    is_after_first_pass = false;
    generation_raise();
}

void
generation_end_first_pass(void)
{
    if (is_after_first_pass)
        return;
    is_after_first_pass = true;
    generation_raise();
}

bool
generation_is_after_first_pass(void)
{
    return is_after_first_pass;
}

guint32
generation_now(void)
{
    return generation;
}
