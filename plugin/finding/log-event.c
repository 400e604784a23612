/* log-event.c
 * Findings about entries of a diagnostic log: what they report, and how well they could be read.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-event.h"

#include "../capture/log-note.h"

#include <epan/expert.h>

#include <string.h>

/* A row of the table, and the function that finds it. */
#define LOG_KIND(name, group, severity, summary)                                                             \
    static void find_##name(finding_search *search);                                                         \
    const finding_kind finding_log_##name = {                                                                \
        "log_" #name, "expressway.log.expert." #name, summary, group, severity, FINDING_OF_ENTRY,            \
        find_##name};                                                                                        \
    static void find_##name(finding_search *search)                                                          \
    {                                                                                                        \
        log_event_find(search, &finding_log_##name);                                                         \
    }

LOG_KIND(authentication_failed, PI_SECURITY, PI_WARN, "An authentication failed")
LOG_KIND(content_length, PI_PROTOCOL, PI_CHAT,
         "Content-Length differs from the length of the body in the log")
LOG_KIND(continued, PI_REASSEMBLE, PI_CHAT, "The entry is too long for one frame")
LOG_KIND(error, PI_RESPONSE_CODE, PI_WARN, "An error in the log")
LOG_KIND(negotiation_failed, PI_SECURITY, PI_WARN, "A TLS negotiation failed")
LOG_KIND(no_line_end, PI_UNDECODED, PI_CHAT, "The log ends within a line")
LOG_KIND(not_captured, PI_UNDECODED, PI_NOTE, "The entry was not captured completely")
LOG_KIND(stripped, PI_UNDECODED, PI_CHAT,
         "The entry was read without the text that other programs have added to it")

finding *
log_event_finding(wmem_allocator_t *allocator, const finding_kind *kind, guint32 frame, const char *host,
                  const char *text)
{
    finding *found = wmem_new0(allocator, finding);

    found->kind = kind;
    found->severity = kind->severity;
    found->sure = CONFIDENCE_PROVEN;
    found->host = host != NULL ? host : "";
    found->frame = frame;
    found->seen = text;
    found->frames = wmem_array_new(allocator, sizeof(guint32));
    wmem_array_append_one(found->frames, frame);
    return found;
}

void
log_event_find(finding_search *search, const finding_kind *kind)
{
    for (guint i = 0; search->flow == NULL && i < log_note_count(); i++) {
        const log_note *note = log_note_at(i);
        finding *found;

        if (strcmp(note->topic->key, kind->key) != 0 || !finding_is_asked(search, note->frame))
            continue;
        found = finding_add(search, kind, CONFIDENCE_PROVEN, note->frame);
        found->host = note->topic->host;
        found->seen = note->text;
        finding_shown_in(search, found, note->frame);
    }
}
