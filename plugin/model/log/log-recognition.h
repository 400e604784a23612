/* log-recognition.h
 * Whether a file is a diagnostic log, and in what form.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_RECOGNITION_H
#define EXPRESSWAY_LOG_RECOGNITION_H

#include "log-form.h"

/* What the beginning of a log shows about all of it. */
typedef struct {
    log_form form;
    log_time first_time; /* of the first entry */
    text_view host;      /* the host that all entries name, else absent */
} log_beginning;

/* Whether a file that begins with text, decoded from encoding, is a log with lines as an Expressway writes
 * them: one entry at least has a UTCTime, or a Module and a Level. Other text may come first, since a
 * snapshot may begin within a message, but not a NUL. */
bool log_recognise(log_encoding encoding, text_view text, log_beginning *beginning);

/* Whether the file is a log whose lines are dressed (log-dress.h). The first entry with such attributes
 * decides on the dress. At least half of the lines that are not empty must be quoted or numbered, so that a
 * letter or a report that cites a log is left alone, as a mailbox always is. Where lines are only indented,
 * all lines before the first entry and half of the others must be. */
bool log_recognise_dressed(log_encoding encoding, text_view text, log_beginning *beginning);

#endif
