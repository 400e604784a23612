/* log-stripped-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-stripped-tree.h"

#include "log-finding.h"

static void
add_part(wmem_strbuf_t *parts, const char *part)
{
    if (wmem_strbuf_get_len(parts) > 0)
        wmem_strbuf_append(parts, ", ");
    wmem_strbuf_append(parts, part);
}

static void
add_dress(packet_info *pinfo, wmem_strbuf_t *parts, const log_stripped *stripped)
{
    bool is_cut = stripped->dress_length > sizeof stripped->dress;
    size_t length = is_cut ? sizeof stripped->dress : stripped->dress_length;
    const char *dress;

    if (length == 0)
        return;
    dress = wmem_strdup_printf(pinfo->pool, "\"%s%s\" before the entry",
                               compat_format_text(pinfo->pool, stripped->dress, length), is_cut ? "..." : "");
    add_part(parts, dress);
    if (stripped->dressed_lines > 0)
        wmem_strbuf_append_printf(parts, " and the like before %u further line%s", stripped->dressed_lines,
                                  stripped->dressed_lines == 1 ? "" : "s");
}

static void
add_line_ends(packet_info *pinfo, wmem_strbuf_t *parts, const log_stripped *stripped)
{
    if (stripped->only_carriage_returns)
        add_part(parts, "CR in place of LF");
    if (stripped->carriage_returns)
        add_part(parts, "CR before LF");
    if (stripped->empty_lines)
        add_part(parts, "an empty line after each line");
    if (stripped->joined > 0)
        add_part(parts, wmem_strdup_printf(pinfo->pool, "%u line end%s within lines", stripped->joined,
                                           stripped->joined == 1 ? "" : "s"));
}

void
log_stripped_tree_show(packet_info *pinfo, proto_item *item, const log_entry *entry,
                       const log_stripped *stripped)
{
    wmem_strbuf_t *parts = wmem_strbuf_new(pinfo->pool, NULL);

    if (stripped->encoding != LOG_BYTES)
        add_part(parts, stripped->encoding == LOG_UTF16_LE ? "UTF-16LE" : "UTF-16BE");
    if (stripped->byte_order_mark)
        add_part(parts, "byte order mark");
    add_dress(pinfo, parts, stripped);
    add_line_ends(pinfo, parts, stripped);
    if (stripped->tabs)
        add_part(parts, "tabs in place of blanks");
    if (stripped->page_breaks > 0)
        add_part(parts,
                 wmem_strdup_printf(pinfo->pool, "%zu bytes between code blocks", stripped->page_breaks));
    if (stripped->behind > 0)
        add_part(parts, wmem_strdup_printf(pinfo->pool, "the last %zu bytes, which are not part of the log",
                                           stripped->behind));
    if (wmem_strbuf_get_len(parts) > 0)
        log_finding_add(pinfo, item, entry, &finding_log_stripped, "Stripped from the entry: %s",
                        wmem_strbuf_get_str(parts));
}
