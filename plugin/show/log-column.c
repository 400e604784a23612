/* log-column.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-column.h"

#include <string.h>

#define LONGEST_EXCERPT 256

const char *
log_column_excerpt(const packet_info *pinfo, text_view text)
{
    size_t length;

    text = text_view_first(text_view_trim(text), LONGEST_EXCERPT + 1);
    length = text_view_find(text, '\n');
    if (length <= LONGEST_EXCERPT)
        return compat_format_text(pinfo->pool, text.data, length);
    return wmem_strdup_printf(pinfo->pool, "%s...",
                              compat_format_text(pinfo->pool, text.data, LONGEST_EXCERPT));
}

/* Events have a number for a level, which tells nobody anything. */
static bool
is_word(text_view level)
{
    return !text_view_is_empty(level) && !text_is_digit(level.data[0]);
}

const char *
log_column_origin(const packet_info *pinfo, const log_entry *entry)
{
    text_view module = entry->values[LOG_MODULE];
    text_view level = entry->values[LOG_LEVEL];
    const char *name;

    if (text_view_is_empty(module))
        module = text_view_is_empty(entry->process) ? entry->host : entry->process;
    name = log_column_excerpt(pinfo, module);
    if (!is_word(level))
        return name;
    return wmem_strdup_printf(pinfo->pool, "%s %s", name, log_column_excerpt(pinfo, level));
}

static const char *
ends_text(const packet_info *pinfo, const log_entry *entry, const log_ends *ends)
{
    const char *from = ends->source.text;
    const char *to = ends->destination.text;
    bool is_sent = text_view_equals(entry->values[LOG_ACTION], TEXT_VIEW("Sent")) ||
                   (entry->values[LOG_SRC_IP].data == NULL && entry->values[LOG_DST_IP].data != NULL);

    if (from == NULL) {
        from = is_sent ? ends->local.text : ends->remote.text;
        to = is_sent ? ends->remote.text : ends->local.text;
    }
    if (from != NULL && to != NULL)
        return wmem_strdup_printf(pinfo->pool, " %s -> %s", from, to);
    if (from != NULL)
        return wmem_strdup_printf(pinfo->pool, " from %s", from);
    return to != NULL ? wmem_strdup_printf(pinfo->pool, " to %s", to) : "";
}

const char *
log_column_summary(const packet_info *pinfo, const log_entry *entry, const log_ends *ends)
{
    text_view event = entry->values[LOG_EVENT];
    text_view detail = entry->values[LOG_DETAIL];
    text_view reason = entry->values[LOG_REASON];
    text_view what = !text_view_is_empty(event) ? event : detail;
    wmem_strbuf_t *summary = wmem_strbuf_new(pinfo->pool, NULL);

    if (text_view_is_empty(what))
        what = !text_view_is_empty(entry->text) ? entry->text : entry->statement;
    wmem_strbuf_append(summary, log_column_excerpt(pinfo, what));
    if (what.data == event.data && !text_view_is_empty(detail))
        wmem_strbuf_append_printf(summary, ": %s", log_column_excerpt(pinfo, detail));
    if (!text_view_is_empty(reason))
        wmem_strbuf_append_printf(summary, " (%s)", log_column_excerpt(pinfo, reason));
    if (what.data != entry->statement.data)
        wmem_strbuf_append(summary, ends_text(pinfo, entry, ends));
    return wmem_strbuf_get_str(summary);
}

static void
set_name(address *place, const char *name)
{
    if (place->type == AT_NONE)
        set_address(place, AT_STRINGZ, (int)strlen(name) + 1, name);
}

void
log_column_name_host(packet_info *pinfo, const log_entry *entry)
{
    const char *name = log_column_excerpt(pinfo, entry->host);
    bool has_source = pinfo->src.type != AT_NONE;

    set_name(&pinfo->src, name);
    if (has_source)
        set_name(&pinfo->dst, name);
}
