/* log-recognition.h
 * Whether a file is a diagnostic log, and in what form.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_RECOGNITION_H
#define EXPRESSWAY_LOG_RECOGNITION_H

#include "log-form.h"

/* What the beginning of a log tells about all of it. */
typedef struct {
    log_form form;
    log_time first_time; /* of the first entry */
    text_view host;      /* the one that all its entries name, else absent */
} log_beginning;

/* Whether a file that begins with text, which has been decoded from encoding, is a log with lines as an
 * Expressway writes them: with an entry that bears a UTCTime, or a Module and a Level. Other text may come
 * first (a snapshot can begin within a message), but no NUL. */
bool log_recognise(log_encoding encoding, text_view text, log_beginning *beginning);

/* Whether it is one whose lines are dressed (log-dress.h). The first entry that bears such attributes decides
 * how. Quoted and numbered lines must be half of those that are not empty, so that a letter or a report with
 * some lines of a log in it is left alone, as mailboxes always are; lines that are only indented must be all
 * up to the first entry, and half of the others. */
bool log_recognise_dressed(log_encoding encoding, text_view text, log_beginning *beginning);

#endif
