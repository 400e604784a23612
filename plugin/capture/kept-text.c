/* kept-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "kept-text.h"

const char *
kept_text(wmem_allocator_t *scratch, text_view text)
{
    if (text.data == NULL)
        return NULL;
    text = text_view_first(text, KEPT_TEXT_LONGEST);
    return wmem_strdup(wmem_file_scope(), compat_format_text(scratch, text.data, text.length));
}
