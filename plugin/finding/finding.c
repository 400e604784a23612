/* finding.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

bool
finding_is_asked(const finding_search *search, guint32 frame)
{
    return frame != 0 && (search->frame == 0 || search->frame == frame);
}

finding *
finding_add(finding_search *search, const finding_kind *kind, confidence sure, guint32 frame)
{
    finding *found = wmem_new0(search->allocator, finding);

    if (search->found == NULL)
        search->found = wmem_array_new(search->allocator, sizeof(finding *));
    found->kind = kind;
    found->severity = kind->severity;
    found->sure = sure;
    found->flow = search->flow;
    found->frame = frame;
    if (search->wants_reasons) {
        found->why = wmem_array_new(search->allocator, sizeof(char *));
        found->frames = wmem_array_new(search->allocator, sizeof(guint32));
    }
    wmem_array_append_one(search->found, found);
    return found;
}

void
finding_shown_in(const finding_search *search, finding *found, guint32 frame)
{
    guint count;

    if (!search->wants_reasons || frame == 0)
        return;
    count = wmem_array_get_count(found->frames);
    for (guint i = 0; i < count; i++) {
        if (*(const guint32 *)wmem_array_index(found->frames, i) == frame)
            return;
    }
    if (count < FINDING_FRAMES)
        wmem_array_append_one(found->frames, frame);
}

void
finding_because(const finding_search *search, finding *found, guint32 frame, const char *format, ...)
{
    va_list arguments;
    char *text;

    if (!search->wants_reasons)
        return;
    va_start(arguments, format);
    text = wmem_strdup_vprintf(search->allocator, format, arguments);
    va_end(arguments);
    wmem_array_append_one(found->why, text);
    finding_shown_in(search, found, frame);
}

finding_severity
finding_severity_of(const finding *found)
{
    return finding_severity_from(found->severity);
}

finding_severity
finding_severity_from(int expert_severity)
{
    switch (expert_severity) {
    case PI_ERROR:
        return FINDING_ERROR;
    case PI_WARN:
        return FINDING_WARNING;
    case PI_NOTE:
        return FINDING_NOTE;
    default:
        return FINDING_CHAT;
    }
}

const char *
finding_severity_name(const finding *found)
{
    static const char *const names[] = {[FINDING_CHAT] = "chat",
                                        [FINDING_NOTE] = "note",
                                        [FINDING_WARNING] = "warning",
                                        [FINDING_ERROR] = "error"};

    return names[finding_severity_of(found)];
}
