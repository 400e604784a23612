/* log-finding.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-finding.h"

#include "../capture/log-note.h"
#include "../show/finding-tree.h"
#include "log-column.h"

void
log_finding_add(packet_info *pinfo, proto_item *item, const log_entry *entry, const finding_kind *kind,
                const char *format, ...)
{
    const char *host = entry != NULL ? log_column_excerpt(pinfo, entry->host) : NULL;
    finding_anchors anchors = {.tree = proto_item_get_subtree(item)};
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = wmem_strdup_vprintf(pinfo->pool, format, arguments);
    va_end(arguments);
    if (!pinfo->fd->visited)
        log_note_add(pinfo->num, host, kind->key, text);
    finding_tree_add(pinfo, &anchors, item, log_event_finding(pinfo->pool, kind, pinfo->num, host, text));
}
