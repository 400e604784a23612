/* log-column.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-column.h"

#include "../capture/readable-text.h"

#include <string.h>

#define LONGEST_EXCERPT 256

const char *
log_column_excerpt(const packet_info *pinfo, text_view text)
{
    text_view line = text_view_trim(text);

    line = text_view_first(line, LONGEST_EXCERPT + 1);
    line = text_view_trim(text_view_first(line, text_view_find(line, '\n')));
    if (line.length <= LONGEST_EXCERPT)
        return readable_text(pinfo->pool, line);
    return wmem_strdup_printf(pinfo->pool, "%s...",
                              readable_text(pinfo->pool, text_view_first(line, LONGEST_EXCERPT)));
}

/* The level of an event is a number, which tells a reader nothing. */
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

/* A message that was Received or Sent has both ends in the address columns already. */
static const char *
ends_text(const packet_info *pinfo, const log_entry *entry, const log_ends *ends)
{
    if (entry->values[LOG_ACTION].data != NULL)
        return "";
    if (ends->source.text != NULL)
        return wmem_strdup_printf(pinfo->pool, " %s -> %s", ends->source.text, ends->destination.text);
    if (ends->remote.text != NULL)
        return wmem_strdup_printf(pinfo->pool, " %s %s",
                                  text_view_is_empty(entry->values[LOG_SRC_IP]) ? "to" : "from",
                                  ends->remote.text);
    return "";
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
