/* log-ends.h
 * The addresses that a diagnostic log entry names, as text, and where they stand.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ENDS_H
#define EXPRESSWAY_LOG_ENDS_H

#include "../ws-compat.h"

#include "../model/log/log-entry.h"

/* "10.0.30.2:27901", or a name where the log has one. text is NULL where the entry does not name that end. */
typedef struct {
    const char *text;
    text_view place;
} log_end;

/* An entry that names two ends, neither of them as the Expressway's own, has a source and a destination; any
 * other has the Expressway's own end and the remote one, as far as it names them. */
typedef struct {
    log_end local;
    log_end remote;
    log_end source;
    log_end destination;
} log_ends;

/* The texts are in scratch. */
log_ends log_ends_of(wmem_allocator_t *scratch, const log_entry *entry);

#endif
