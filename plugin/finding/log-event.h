/* log-event.h
 * Findings about entries of a diagnostic log. The dissector of logs finds them and keeps them as notes
 * (log-note.h).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_EVENT_H
#define EXPRESSWAY_LOG_EVENT_H

#include "finding.h"

extern const finding_kind finding_log_authentication_failed;
extern const finding_kind finding_log_content_length;
extern const finding_kind finding_log_continued;
extern const finding_kind finding_log_error;
extern const finding_kind finding_log_negotiation_failed;
extern const finding_kind finding_log_no_line_end;
extern const finding_kind finding_log_not_captured;
extern const finding_kind finding_log_stripped;
extern const finding_kind finding_malformed;

/* What an entry in that frame, written by host (or NULL), shows: a finding of that kind. */
finding *log_event_finding(wmem_allocator_t *allocator, const finding_kind *kind, guint32 frame,
                           const char *host, const char *text);

/* Adds what was kept of that kind. */
void log_event_find(finding_search *search, const finding_kind *kind);

#endif
