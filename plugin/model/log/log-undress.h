/* log-undress.h
 * Restores a record of a diagnostic log as the Expressway wrote it. Undone are other encodings, marks and
 * headers before the lines (log-dress.h), other line ends, empty lines between the lines, tabs in place of
 * blanks, lines broken into several (log-wrapping.h), and code fences of a document.
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
    bool carriage_returns; /* before the line feeds */
    bool only_carriage_returns;
    bool tabs;          /* each has become a blank */
    bool empty_lines;   /* one after each line */
    unsigned joined;    /* line ends within lines */
    size_t page_breaks; /* bytes of code fences that close a block and open the next */
    size_t behind; /* bytes after the entry: from the fence that ends the block, or from the "--" of grep */
    size_t dress_length; /* length of what was before the first line; dress has as much of it as fits */
    char dress[LOG_STRIPPED_LONGEST];
    unsigned dressed_lines; /* further lines that had the same dress, or a similar one */
} log_stripped;

/* Whether undressing changes the first line of record, whose log_prefix_length is prefix and whose first LF
 * is at end, or end is its length. Where lines are joined, or may be, this is true. */
bool log_undress_changes_first_line(text_view record, size_t prefix, size_t end);

/* Whether record, whose log_prefix_length is prefix, must be undressed before it is read. Where not,
 * *stripped tells what readers of entries skip by themselves. A record in which no entry begins can only lose
 * its encoding. */
bool log_undress_is_needed(text_view record, size_t prefix, log_stripped *stripped);

/* Room that log_undress needs. */
size_t log_undress_room(text_view record);

/* Writes the undressed record to buffer; its lines end with LF. What does not fit into room is left out;
 * log_undress_room(record) is enough for all. Returns the length. The text begins with an entry if record
 * does. Linear. */
size_t log_undress(text_view record, char *buffer, size_t room, log_stripped *stripped);

#endif
