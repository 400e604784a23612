/* log-dissector.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "log-dissector.h"

#include "../capture/configuration.h"
#include "../capture/frame/captured-bytes.h"
#include "../capture/log-note.h"
#include "../capture/frame/sip-place.h"
#include "../model/log/log-undress.h"
#include "../model/sip/sip-message.h"
#include "../observe/log/observe-log.h"
#include "../show/finding-tree.h"
#include "log-column.h"
#include "log-fault-tree.h"
#include "log-finding.h"
#include "log-link.h"
#include "log-link-tree.h"
#include "log-stripped-tree.h"
#include "log-tree.h"

#include <epan/column-utils.h>
#include <epan/exceptions.h>

static int proto_log = -1;
static dissector_handle_t sip;
static dissector_handle_t http;

/* The entry of one frame, and what is known about it. */
typedef struct {
    tvbuff_t *frame; /* as it stands in the file */
    tvbuff_t *tvb;   /* as it was written, which may be the same */
    log_stripped stripped;
    log_entry entry;
    log_ends ends;
    log_link link;
    log_message message;
    bool has_message;
    bool is_announcement;
    log_body body;         /* of the message */
    tvbuff_t *message_tvb; /* NULL where the entry has no message, or an empty one */
} seen_entry;

static bool
is_captured_whole(tvbuff_t *tvb)
{
    return tvb_captured_length(tvb) == tvb_reported_length(tvb);
}

/* The record as the Expressway wrote it: frame itself, or a new buffer. */
static tvbuff_t *
undress(tvbuff_t *frame, packet_info *pinfo, log_stripped *stripped)
{
    text_view bytes = captured_bytes(frame, 0);
    tvbuff_t *tvb;
    size_t length;
    size_t room;
    char *buffer;

    if (!log_undress_is_needed(bytes, log_prefix_length(bytes), stripped))
        return frame;
    room = log_undress_room(bytes);
    buffer = (char *)wmem_alloc(pinfo->pool, room);
    length = log_undress(bytes, buffer, room, stripped);
    if (length == 0 || text_view_equals(text_view_of(buffer, length), bytes))
        return frame;
    tvb = tvb_new_child_real_data(frame, (const guint8 *)buffer, (guint)length, (gint)length);
    add_new_data_source(pinfo, tvb, "Log entry as it was written");
    return tvb;
}

/* Puts the message, as it was on the wire, into a new buffer. */
static void
restore_message(packet_info *pinfo, seen_entry *seen)
{
    size_t length = log_message_write(&seen->message, NULL, 0);
    char *buffer = (char *)wmem_alloc(pinfo->pool, length + LOG_BODY_ROOM);

    log_message_write(&seen->message, buffer, length);
    length = log_body_fit(buffer, length, &seen->body);
    if (length == 0)
        return;
    seen->message_tvb =
        tvb_new_child_real_data(seen->tvb, (const guint8 *)buffer, (guint)length, (gint)length);
    add_new_data_source(pinfo, seen->message_tvb,
                        wmem_strdup_printf(pinfo->pool, "%s message of the log entry",
                                           log_tree_message_name(&seen->message)));
}

/* Wireshark's HTTP dissector keeps requests and responses in a conversation, which it creates. A TCP
 * conversation that exists before the SYN of its connection makes Wireshark analyse that connection
 * differently, where a capture of it is merged with the log. So the dissector is called with a port type that
 * is not TCP. */
static int
call_http(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    volatile port_type type = pinfo->ptype;
    volatile int used = 0;

    TRY
    {
        pinfo->ptype = PT_NONE;
        used = call_dissector_only(http, tvb, pinfo, tree, NULL);
    }
    FINALLY
    {
        pinfo->ptype = type;
    }
    ENDTRY;
    return used;
}

static int
call_sip(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    if (sip == NULL)
        return 0;
    sip_place_begin(pinfo, tvb, 0);
    return call_dissector_only(sip, tvb, pinfo, tree, NULL);
}

/* A message that no dissector accepts is shown line by line. */
static void
dissect_message(packet_info *pinfo, proto_tree *tree, proto_tree *log_tree, const seen_entry *seen)
{
    tvbuff_t *message_tvb = seen->message_tvb;
    text_view bytes = captured_bytes(message_tvb, 0);
    int used = 0;

    if (seen->message.kind == LOG_MESSAGE_HTTP)
        used = http != NULL ? call_http(message_tvb, pinfo, tree) : 0;
    else if (sip_start_probe(bytes) == SIP_START_YES)
        used = call_sip(message_tvb, pinfo, tree);
    else if (is_captured_whole(seen->frame))
        log_finding_add(pinfo, proto_tree_get_parent(log_tree), &seen->entry, &finding_malformed,
                        "The message in the log entry is not SIP: \"%s\"", log_column_excerpt(pinfo, bytes));
    if (used > 0)
        return;
    col_append_str(pinfo->cinfo, COL_INFO, log_column_excerpt(pinfo, bytes));
    log_tree_show_lines(seen->tvb, log_tree, seen->message.lines,
                        (size_t)(seen->message.lines.data - seen->entry.bytes.data));
}

static void
show_columns(packet_info *pinfo, const seen_entry *seen, const char *summary)
{
    const char *origin = log_column_origin(pinfo, &seen->entry);

    log_column_name_host(pinfo, &seen->entry);
    if (seen->message_tvb != NULL) {
        col_add_fstr(pinfo->cinfo, COL_INFO, "%s: ", origin);
        col_set_fence(pinfo->cinfo, COL_INFO);
        return;
    }
    col_add_fstr(pinfo->cinfo, COL_INFO, "%s: %s", origin, summary);
    if (seen->link.message_in != 0)
        col_append_fstr(pinfo->cinfo, COL_INFO, " [message in frame %u]", seen->link.message_in);
}

static proto_tree *
show_entry(packet_info *pinfo, proto_tree *tree, const seen_entry *seen, const char *summary)
{
    const log_message *message = seen->has_message ? &seen->message : NULL;
    const char *host = log_column_excerpt(pinfo, seen->entry.host);
    proto_item *item;

    tree = log_tree_add_root(
        seen->frame, tree,
        wmem_strdup_printf(pinfo->pool, ", %s, %s", host, log_column_origin(pinfo, &seen->entry)));
    item = proto_tree_get_parent(tree);
    log_stripped_tree_show(pinfo, item, &seen->entry, &seen->stripped);
    log_tree_show(seen->tvb, pinfo, tree, &seen->entry, &seen->ends, message);
    log_link_tree_show(seen->tvb, pinfo, tree, &seen->entry, &seen->link, seen->is_announcement);
    log_fault_tree_show_event(pinfo, item, &seen->entry, summary);
    log_fault_tree_show_cut(pinfo, item, &seen->entry, seen->frame);
    if (!is_captured_whole(seen->frame))
        return tree;
    log_fault_tree_show_entry(pinfo, item, &seen->entry, message, seen->link.continued_in != 0);
    if (message != NULL && message->has_end)
        log_fault_tree_show_body(pinfo, item, &seen->entry, &seen->body);
    return tree;
}

static void
dissect_entry(packet_info *pinfo, proto_tree *tree, seen_entry *seen)
{
    proto_tree *log_tree;
    const char *summary;

    seen->ends = log_ends_of(pinfo->pool, &seen->entry);
    seen->has_message = log_message_find(seen->entry.continuation, &seen->message);
    seen->is_announcement = log_link_is_announcement(&seen->entry, seen->has_message);
    if (seen->has_message)
        restore_message(pinfo, seen);
    if (!pinfo->fd->visited)
        log_link_note_entry(pinfo->num, &seen->entry, seen->has_message, tvb_captured_length(seen->frame));
    seen->link = log_link_of(pinfo->num);
    summary = log_column_summary(pinfo, &seen->entry, &seen->ends);
    show_columns(pinfo, seen, summary);
    log_tree = show_entry(pinfo, tree, seen, summary);
    if (!pinfo->fd->visited && configuration_analyses())
        observe_log_entry(pinfo, &seen->entry);
    if (seen->message_tvb != NULL)
        dissect_message(pinfo, tree, log_tree, seen);
}

/* A frame that does not begin with an entry: a further part of an entry, or other text. */
static void
dissect_other(packet_info *pinfo, proto_tree *tree, const seen_entry *seen)
{
    text_view bytes = captured_bytes(seen->tvb, 0);
    const char *excerpt = log_column_excerpt(pinfo, bytes);
    log_link link;
    proto_item *item;

    if (!pinfo->fd->visited)
        log_link_note_other(pinfo->num, captured_bytes(seen->frame, 0));
    link = log_link_of(pinfo->num);
    /* The entry is longer than a frame: it was not cut off. */
    if (!pinfo->fd->visited && link.begun_in != 0)
        log_note_withdraw(link.begun_in, finding_malformed.key);
    if (link.begun_in != 0)
        col_add_fstr(pinfo->cinfo, COL_INFO, "Further part of the entry in frame %u: %s", link.begun_in,
                     excerpt);
    else
        col_add_fstr(pinfo->cinfo, COL_INFO, "%s: %s",
                     log_link_is_first(pinfo->num) ? "Text before the first log entry" : "Not a log entry",
                     excerpt);
    tree = log_tree_add_root(seen->frame, tree,
                             link.begun_in != 0 ? ", further part of an entry" : ", not an entry");
    item = proto_tree_get_parent(tree);
    log_stripped_tree_show(pinfo, item, NULL, &seen->stripped);
    log_link_tree_show(seen->tvb, pinfo, tree, NULL, &link, false);
    log_fault_tree_show_cut(pinfo, item, NULL, seen->frame);
    if (link.begun_in == 0)
        log_finding_add(pinfo, item, NULL, &finding_malformed,
                        "Not a log entry, which would begin with a time and a host: \"%s\"", excerpt);
    log_tree_show_lines(seen->tvb, tree, bytes, 0);
}

static int
dissect_expressway_log(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    seen_entry seen = {.frame = tvb};

    col_set_str(pinfo->cinfo, COL_PROTOCOL, "Expressway log");
    col_clear(pinfo->cinfo, COL_INFO);
    seen.tvb = undress(tvb, pinfo, &seen.stripped);
    if (log_entry_parse(captured_bytes(seen.tvb, 0), &seen.entry))
        dissect_entry(pinfo, tree, &seen);
    else
        dissect_other(pinfo, tree, &seen);
    return (int)tvb_captured_length(tvb);
}

void
log_dissector_register(void)
{
    proto_log = proto_register_protocol("Expressway diagnostic log", "Expressway log", "expressway.log");
    log_tree_register(proto_log);
    log_link_tree_register(proto_log);
    finding_tree_register(proto_log, "expressway.log.", false);
    log_link_register();
    observe_log_register(proto_log);
    register_dissector("expressway.log", dissect_expressway_log, proto_log);
}

void
log_dissector_handoff(void)
{
    sip = find_dissector("sip");
    http = find_dissector("http");
}
