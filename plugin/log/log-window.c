/* log-window.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-window.h"

#include <string.h>

void
log_window_init(log_window *window, const log_form *form, FILE_T file, size_t first_block)
{
    *window = (log_window){.form = form, .block = first_block, .offset = file_tell(file)};
}

void
log_window_free(log_window *window)
{
    g_free(window->data);
    *window = (log_window){.data = NULL, .is_all = true};
}

/* Makes room for a block after the data that is there. */
static void
make_room(log_window *window)
{
    size_t kept = window->end - window->start;

    if (window->start > 0) {
        memmove(window->data, window->data + window->start, kept);
        window->start = 0;
        window->end = kept;
    }
    if (window->room - kept < window->block) {
        window->room = kept + window->block;
        window->data = g_realloc(window->data, window->room);
    }
}

static void
read_block(log_window *window, FILE_T file)
{
    gint64 before = file_tell(file);
    gint64 got;

    make_room(window);
    got = file_read(window->data + window->end, (unsigned)window->block, file);
    if (got < 0) /* an error, such as a cut-off compressed file: the bytes before it have been read */
        got = MAX(file_tell(file) - before, 0);
    window->is_all = (size_t)got < window->block;
    window->end += (size_t)got;
    if (window->block < LOG_WINDOW_BLOCK)
        window->block *= 2;
}

bool
log_window_next(log_window *window, FILE_T file, size_t most, log_record *record)
{
    for (;;) {
        text_view text = text_view_of(window->data + window->start, window->end - window->start);

        if (!window->next_is_known && text.length > 0)
            window->prefix_length = log_form_prefix_length(window->form, text);
        record->prefix_length = window->prefix_length;
        if (text.length > 0 &&
            log_record_find(window->form, text, most, window->is_all, record, &window->prefix_length)) {
            window->start += record->bytes.length;
            window->offset += (gint64)record->bytes.length;
            window->next_is_known = true;
            return true;
        }
        window->prefix_length = record->prefix_length;
        if (window->is_all)
            return false;
        read_block(window, file);
    }
}
