/* log-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-text.h"

#include "line.h"

#include "../capture/log-note.h"
#include "../finding/findings.h"

#include <string.h>

/* How many lines of a report logs may take. */
#define TOPICS_TOLD 100

static guint
count_of(const finding *found)
{
    for (guint i = 0; i < log_note_count(); i++) {
        const log_note *note = log_note_at(i);

        if (note->frame == found->frame && strcmp(note->topic->key, found->kind->key) == 0)
            return note->topic->count;
    }
    return 1;
}

static void
print_topic(FILE *out, wmem_allocator_t *scratch, const finding *found)
{
    guint count = count_of(found);
    const char *times = count > 1 ? wmem_strdup_printf(scratch, "%u times, first in ", count) : "";

    line_print(out, "Log", "- %s%s%s (%s, %sframe %u): %s", found->kind->key,
               found->host[0] != '\0' ? " of " : "", found->host, finding_severity_name(found), times,
               found->frame, found->seen);
}

/* What the lines before do not tell of. */
static void
print_rest(FILE *out, guint topics)
{
    if (topics > TOPICS_TOLD)
        line_print(out, "More",
                   "%u further kinds of finding are not printed here: -z expressway,json has all",
                   topics - TOPICS_TOLD);
    if (log_note_not_kept() > 0)
        line_print(out, "Note", "%u further findings were not kept; they are shown on their own frames",
                   log_note_not_kept());
}

void
log_text(FILE *out, wmem_allocator_t *scratch)
{
    wmem_array_t *found = findings_of_flow(scratch, NULL);
    wmem_map_t *told = wmem_map_new(scratch, wmem_str_hash, g_str_equal);

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);
        const char *topic = wmem_strdup_printf(scratch, "%s %s", one->kind->key, one->host);

        if (one->failure != NULL || wmem_map_contains(told, topic))
            continue;
        if (wmem_map_size(told) == 0)
            fputs("\nDiagnostic logs\n", out);
        wmem_map_insert(told, topic, (void *)topic);
        if (wmem_map_size(told) <= TOPICS_TOLD)
            print_topic(out, scratch, one);
    }
    print_rest(out, wmem_map_size(told));
}
