/* line.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "line.h"

#include <string.h>

#define LINE_WIDTH 100
#define LABEL_WIDTH 12

static guint lines;

void
line_begin(void)
{
    lines = 0;
}

guint
line_count(void)
{
    return lines;
}

void
line_text(FILE *out, const char *label, const char *text)
{
    size_t hang = g_str_has_prefix(text, "- ") ? 2 : 0;
    size_t room = LINE_WIDTH - LABEL_WIDTH;

    fprintf(out, "  %-9s ", label);
    while (strlen(text) > room) {
        size_t end = room;

        while (end > 0 && text[end] != ' ')
            end--;
        if (end == 0)
            end = (size_t)(g_utf8_find_prev_char(text, text + room + 1) - text);
        fprintf(out, "%.*s\n%*s", (int)end, text, (int)(LABEL_WIDTH + hang), "");
        lines++;
        text += end + (text[end] == ' ' ? 1 : 0);
        room = LINE_WIDTH - LABEL_WIDTH - hang;
    }
    fprintf(out, "%s\n", text);
    lines++;
}

void
line_print(FILE *out, const char *label, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    line_text(out, label, text);
    g_free(text);
}
