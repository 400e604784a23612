/* observe-log-failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-log-failure.h"

#include "../capture/failure/failure.h"
#include "../capture/kept-text.h"

static void
observe_alarm(const packet_info *pinfo, const log_entry *entry)
{
    failure_seen seen = {.what = FAILURE_ALARM, .source = FAILURE_FROM_LOG, .sure = CONFIDENCE_PROVEN};
    log_attribute attribute;
    text_view rest = entry->statement;
    guint32 number = 0;

    while (log_attribute_next(&rest, &attribute)) {
        if (text_view_equals(attribute.name, TEXT_VIEW("Id")))
            (void)text_view_to_number(attribute.value, UINT32_MAX, &number);
    }
    seen.code = number;
    seen.host = kept_text_shown(pinfo->pool, entry->host);
    seen.words = kept_text_shown(pinfo->pool, entry->values[LOG_DETAIL]);
    failure_note(pinfo, &seen);
}

void
observe_log_failure(packet_info *pinfo, const log_entry *entry)
{
    if (text_view_equals(entry->values[LOG_EVENT], TEXT_VIEW("Alarm Raised")))
        observe_alarm(pinfo, entry);
}
