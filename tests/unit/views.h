/* views.h
 * What the unit tests share: views of texts, comparisons that print both sides, copies in blocks of the
 * exact size.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TESTS_VIEWS_H
#define EXPRESSWAY_TESTS_VIEWS_H

#include <glib.h>
#include <string.h>

#include "text-view.h"

/* NULL gives the absent view. */
static inline text_view
view_of(const char *text)
{
    return text_view_of(text, text != NULL ? strlen(text) : 0);
}

/* expected NULL: the view must be absent. */
static inline void
assert_view(text_view view, const char *expected)
{
    char *found = view.data != NULL ? g_strndup(view.data, view.length) : NULL;

    g_assert_cmpstr(found, ==, expected);
    g_free(found);
}

/* The first length bytes of text in a heap block of just that size, so that AddressSanitizer sees any byte
 * that is read beyond them. Freed by g_free. */
static inline text_view
exact_copy(text_view text, size_t length)
{
    char *block = g_malloc(length > 0 ? length : 1);

    if (text.data != NULL && length > 0)
        memcpy(block, text.data, length);
    return text_view_of(block, length);
}

static inline void
exact_copy_free(text_view copy)
{
    g_free((char *)(uintptr_t)copy.data);
}

#endif
