/* kept-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "kept-text.h"

#include "readable-text.h"

static wmem_map_t *shared;

void
kept_text_register(void)
{
    shared = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash, g_str_equal);
}

const char *
kept_text_shown(wmem_allocator_t *allocator, text_view text)
{
    return text.data != NULL ? readable_text(allocator, text_view_first(text, KEPT_TEXT_LONGEST)) : NULL;
}

const char *
kept_text_shared(wmem_allocator_t *scratch, text_view text)
{
    const char *readable = kept_text_shown(scratch, text);
    char *copy;

    if (readable == NULL)
        return NULL;
    copy = (char *)wmem_map_lookup(shared, readable);
    if (copy == NULL) {
        copy = wmem_strdup(wmem_file_scope(), readable);
        wmem_map_insert(shared, copy, copy);
    }
    return copy;
}

const char *
kept_text(wmem_allocator_t *scratch, text_view text)
{
    const char *readable = kept_text_shown(scratch, text);

    return readable != NULL ? wmem_strdup(wmem_file_scope(), readable) : NULL;
}
