/* log-ends.h
 * The addresses that an entry of a diagnostic log names: their text, and their place in the entry.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ENDS_H
#define EXPRESSWAY_LOG_ENDS_H

#include "../ws-compat.h"

#include "../model/log/log-entry.h"

/* "10.0.30.2:27901", or a name where the log has a name. text is NULL where the entry does not name that end.
 * */
typedef struct {
    const char *text;
    text_view place;
} log_end;

/* Where log_entry_remote tells the remote end, the entry has a local and a remote end, as far as it names
 * them; otherwise it has a source and a destination. */
typedef struct {
    log_end local;
    log_end remote;
    log_end source;
    log_end destination;
} log_ends;

/* The texts are in scratch. */
log_ends log_ends_of(wmem_allocator_t *scratch, const log_entry *entry);

#endif
