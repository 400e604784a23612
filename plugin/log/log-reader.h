/* log-reader.h
 * Expressway diagnostic logs as capture files.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_READER_H
#define EXPRESSWAY_LOG_READER_H

/* Registers the file type, and the reader that opens it. */
void register_log_reader(void);

#endif
