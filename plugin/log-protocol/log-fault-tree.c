/* log-fault-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-fault-tree.h"

#include "log-column.h"
#include "log-finding.h"
#include "log-tree.h"

static bool
is_error(text_view level)
{
    return text_view_equals(level, TEXT_VIEW("ERROR")) || text_view_equals(level, TEXT_VIEW("FATAL"));
}

void
log_fault_tree_show_event(packet_info *pinfo, proto_item *item, const log_entry *entry, const char *summary)
{
    text_view event = entry->values[LOG_EVENT];

    if (text_view_ends_with(event, TEXT_VIEW("TLS Negotiation Error")))
        log_finding_add(pinfo, item, entry, &finding_log_negotiation_failed, "%s", summary);
    else if (text_view_equals(event, TEXT_VIEW("Authentication Failed")))
        log_finding_add(pinfo, item, entry, &finding_log_authentication_failed, "%s", summary);
    else if (is_error(entry->values[LOG_LEVEL]))
        log_finding_add(pinfo, item, entry, &finding_log_error, "%s: %s", log_column_origin(pinfo, entry),
                        summary);
}

static void
check_value(packet_info *pinfo, proto_item *item, const log_entry *entry, log_attribute_name name,
            const char *what, bool is_good)
{
    text_view value = entry->values[name];

    if (value.data != NULL && !is_good)
        log_finding_add(pinfo, item, entry, &finding_malformed, "%s of the log entry cannot be read: \"%s\"",
                        what, log_column_excerpt(pinfo, value));
}

static void
check_values(packet_info *pinfo, proto_item *item, const log_entry *entry)
{
    static const struct {
        log_attribute_name name;
        const char *text;
    } ports[] = {{LOG_LOCAL_PORT, "Local-port"}, {LOG_SRC_PORT, "Src-port"}, {LOG_DST_PORT, "Dst-port"}};
    log_prefix prefix;
    log_time time_of_line;
    log_time utc;
    uint32_t number;

    if (log_prefix_read(entry->line, &prefix) && log_time_read_prefix(prefix.time, &time_of_line) > 0 &&
        !time_of_line.is_known)
        log_finding_add(pinfo, item, entry, &finding_malformed,
                        "The time at the start of the log entry is not valid: \"%s\"",
                        log_column_excerpt(pinfo, prefix.time));
    check_value(pinfo, item, entry, LOG_UTC_TIME, "UTCTime",
                log_time_read_utc(entry->values[LOG_UTC_TIME], &utc) && utc.is_known);
    for (size_t i = 0; i < array_length(ports); i++)
        check_value(pinfo, item, entry, ports[i].name, ports[i].text,
                    text_view_to_number(entry->values[ports[i].name], UINT16_MAX, &number));
}

/* Finds an attribute whose value has no closing quote: it extends to the end of the line. */
static bool
find_open_attribute(const log_entry *entry, log_attribute *open)
{
    text_view rest = entry->statement;
    bool is_open = false;

    while (log_attribute_next(&rest, open))
        is_open = open->value.data + open->value.length == open->place.data + open->place.length;
    return is_open;
}

/* An Expressway ends every line, and puts a bar after every message. */
static void
check_end(packet_info *pinfo, proto_item *item, const log_entry *entry, const log_message *message)
{
    bool has_line_end = text_view_ends_with(entry->bytes, TEXT_VIEW("\n"));
    log_attribute open;

    if (message != NULL) {
        if (!message->has_end)
            log_finding_add(
                pinfo, item, entry, &finding_malformed,
                "The %s message in the log has no end mark: it is cut off %zu bytes into the entry",
                log_tree_message_name(message), entry->bytes.length);
    } else if (log_title_begins(text_view_trim(entry->continuation))) {
        log_finding_add(pinfo, item, entry, &finding_malformed,
                        "The log entry is cut off before its message: it has %zu bytes", entry->bytes.length);
    } else if (!has_line_end && entry->continuation.length == 0 && find_open_attribute(entry, &open)) {
        log_finding_add(pinfo, item, entry, &finding_malformed,
                        "The log entry is cut off within %s, after %zu bytes",
                        log_column_excerpt(pinfo, open.name), entry->bytes.length);
    } else if (!has_line_end) {
        log_finding_add(pinfo, item, entry, &finding_log_no_line_end,
                        "The log ends within this line, after %zu bytes of the entry", entry->bytes.length);
    }
}

void
log_fault_tree_show_entry(packet_info *pinfo, proto_item *item, const log_entry *entry,
                          const log_message *message, bool is_continued)
{
    check_values(pinfo, item, entry);
    if (!is_continued)
        check_end(pinfo, item, entry, message);
}

void
log_fault_tree_show_body(packet_info *pinfo, proto_item *item, const log_entry *entry, const log_body *body)
{
    if (body->is_rewritten && body->has_number)
        log_finding_add(pinfo, item, entry, &finding_log_content_length,
                        "Content-Length is %u in the log, which has %zu bytes of body; it is read as %zu",
                        body->content_length, body->length, body->length);
    else if (body->is_rewritten)
        log_finding_add(
            pinfo, item, entry, &finding_log_content_length,
            "Content-Length is not a number in the log, which has %zu bytes of body; it is read as %zu",
            body->length, body->length);
    else if (body->has_number && body->length < body->content_length)
        log_finding_add(pinfo, item, entry, &finding_log_content_length,
                        "Content-Length is %u in the log, which has %zu bytes of body", body->content_length,
                        body->length);
}

void
log_fault_tree_show_cut(packet_info *pinfo, proto_item *item, const log_entry *entry, tvbuff_t *tvb)
{
    if (tvb_captured_length(tvb) < tvb_reported_length(tvb))
        log_finding_add(pinfo, item, entry, &finding_log_not_captured,
                        "Only the first %u of %u bytes of the log entry were captured",
                        tvb_captured_length(tvb), tvb_reported_length(tvb));
}
