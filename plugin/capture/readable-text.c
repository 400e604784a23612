/* readable-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "readable-text.h"

#include <string.h>

#define LINE_SEPARATOR "\xe2\x80\xa8"
#define PARAGRAPH_SEPARATOR "\xe2\x80\xa9"
#define BEFORE_EITHER "\xe2\x80"

/* Printable ASCII; a backslash may begin an escape. */
static bool
is_plain(text_view text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < ' ' || text.data[i] > '~' || text.data[i] == '\\')
            return false;
    }
    return true;
}

const char *
readable_text(wmem_allocator_t *allocator, text_view text)
{
    const char *from;
    const char *found;
    wmem_strbuf_t *escaped;

    if (is_plain(text))
        return wmem_strndup(allocator, text.data, text.length);
    from = compat_format_text(allocator, text.data, text.length);
    found = strstr(from, BEFORE_EITHER);
    if (found == NULL)
        return from;
    escaped = wmem_strbuf_new(allocator, NULL);
    for (; found != NULL; found = strstr(found + 1, BEFORE_EITHER)) {
        bool ends_line = g_str_has_prefix(found, LINE_SEPARATOR);

        if (!ends_line && !g_str_has_prefix(found, PARAGRAPH_SEPARATOR))
            continue;
        wmem_strbuf_append_len(escaped, from, (gsize)(found - from));
        wmem_strbuf_append(escaped, ends_line ? "\\u2028" : "\\u2029");
        from = found + strlen(LINE_SEPARATOR);
    }
    wmem_strbuf_append(escaped, from);
    return wmem_strbuf_get_str(escaped);
}
