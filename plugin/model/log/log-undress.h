/* log-undress.h
 * A record of a diagnostic log as the Expressway wrote it, without what has been done to its text since:
 * other encodings, marks and headers before its lines (log-dress.h), other line ends, empty lines between the
 * lines, tabs in place of blanks, lines broken into several (log-wrapping.h), and code fences of a document.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_UNDRESS_H
#define EXPRESSWAY_LOG_UNDRESS_H

#include "log-encoding.h"
#include "../text-view.h"

#define LOG_STRIPPED_LONGEST 64

/* What has been removed from a record. */
typedef struct {
    log_encoding encoding;
    bool byte_order_mark;
    bool carriage_returns; /* beside the line feeds */
    bool only_carriage_returns;
    bool tabs;           /* each has become a blank */
    bool empty_lines;    /* one after each line */
    unsigned joined;     /* line ends within lines */
    size_t page_breaks;  /* bytes of code fences that close a block and open the next */
    size_t behind;       /* bytes from the fence that ends the block on, or from grep's "--" on */
    size_t dress_length; /* before the first line; as much of it as fits is in dress */
    char dress[LOG_STRIPPED_LONGEST];
    unsigned dressed_lines; /* further lines that had the same, or the like */
} log_stripped;

/* Whether the first line of record, of which prefix is log_prefix_length, is another when it is undressed;
 * where lines are joined, or may be, it is taken for another. */
bool log_undress_changes_first_line(text_view record, size_t prefix);

/* Whether record, of which prefix is log_prefix_length, must be undressed to be read. Where not, *stripped
 * has what readers of entries pass over by themselves. A record in which no entry begins has nothing but its
 * encoding to lose. */
bool log_undress_is_needed(text_view record, size_t prefix, log_stripped *stripped);

/* Room that log_undress needs. */
size_t log_undress_room(text_view record);

/* Writes record, undressed, to buffer; its lines end with LF. What does not fit into room is left out; with
 * log_undress_room(record) all fits. Returns the length. The text begins with an entry if record does.
 * Linear.
 */
size_t log_undress(text_view record, char *buffer, size_t room, log_stripped *stripped);

#endif
