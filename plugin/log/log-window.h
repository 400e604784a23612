/* log-window.h
 * The part of a diagnostic log in which the next record is looked for. It is read in blocks, and never holds
 * more than one record and a block.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_WINDOW_H
#define EXPRESSWAY_LOG_WINDOW_H

#include "wtap-compat.h"

#include "../model/log/log-record.h"

typedef struct {
    const log_form *form;
    char *data;
    size_t room;
    size_t start;         /* where the next record begins in data */
    size_t end;           /* where the data that has been read ends */
    size_t block;         /* how much is read at a time; doubles up to LOG_WINDOW_BLOCK */
    size_t prefix_length; /* of the next record, once next_is_known */
    bool next_is_known;
    bool is_all;   /* nothing more can be read from the file */
    gint64 offset; /* in the file, of the next record */
} log_window;

#define LOG_WINDOW_BLOCK ((size_t)128 * 1024)

/* A window at the current position of a file that holds a log in that form; form must outlive the window. The
 * first block should hold what one record is likely to have, for a reader that wants only one. Freed by
 * log_window_free. */
void log_window_init(log_window *window, const log_form *form, FILE_T file, size_t first_block);

void log_window_free(log_window *window);

/* The next record, of at most most bytes, valid until the next call. False at the end of the file and after
 * an error; file_error tells which. Whatever could be read before the error comes first. */
bool log_window_next(log_window *window, FILE_T file, size_t most, log_record *record);

#endif
