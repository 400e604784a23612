/* log-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-tree.h"

static int proto_of_tree = -1;
static int hf_expressway_log_time = -1;
static int hf_expressway_log_written = -1;
static int hf_expressway_log_host = -1;
static int hf_expressway_log_process = -1;
static int hf_expressway_log_process_id = -1;
static int hf_expressway_log_process_part = -1;
static int hf_expressway_log_module = -1;
static int hf_expressway_log_level = -1;
static int hf_expressway_log_event = -1;
static int hf_expressway_log_service = -1;
static int hf_expressway_log_action = -1;
static int hf_expressway_log_detail = -1;
static int hf_expressway_log_reason = -1;
static int hf_expressway_log_protocol = -1;
static int hf_expressway_log_msg_hash = -1;
static int hf_expressway_log_code_location = -1;
static int hf_expressway_log_method = -1;
static int hf_expressway_log_local = -1;
static int hf_expressway_log_remote = -1;
static int hf_expressway_log_source = -1;
static int hf_expressway_log_destination = -1;
static int hf_expressway_log_text = -1;
static int hf_expressway_log_attribute = -1;
static int hf_expressway_log_message = -1;
static int hf_expressway_log_line = -1;

static int ett_expressway_log = -1;
static int ett_expressway_log_attributes = -1;

void
log_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_log_time,
         {"Time", "expressway.log.time", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
          "When it happened: UTCTime, or else the time at the start of the line", HFILL}},
        {&hf_expressway_log_written,
         {"Written", "expressway.log.written", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
          "When the line was written: the time at its start", HFILL}},
        {&hf_expressway_log_host,
         {"Host", "expressway.log.host", FT_STRING, BASE_NONE, NULL, 0, "Name of the Expressway", HFILL}},
        {&hf_expressway_log_process,
         {"Process", "expressway.log.process", FT_STRING, BASE_NONE, NULL, 0,
          "Process that wrote the entry, such as tvcs", HFILL}},
        {&hf_expressway_log_process_id,
         {"Process ID", "expressway.log.process_id", FT_UINT32, BASE_DEC, NULL, 0, "Number of the process",
          HFILL}},
        {&hf_expressway_log_process_part,
         {"Part of process", "expressway.log.process_part", FT_STRING, BASE_NONE, NULL, 0,
          "Part of the process that wrote the entry, such as web of httpd", HFILL}},
        {&hf_expressway_log_module,
         {"Module", "expressway.log.module", FT_STRING, BASE_NONE, NULL, 0,
          "Part of the Expressway's software, such as network.sip", HFILL}},
        {&hf_expressway_log_level,
         {"Level", "expressway.log.level", FT_STRING, BASE_NONE, NULL, 0,
          "DEBUG, INFO, ERROR and the like; a number in entries with an Event", HFILL}},
        {&hf_expressway_log_event,
         {"Event", "expressway.log.event", FT_STRING, BASE_NONE, NULL, 0,
          "What happened, in entries of the event log", HFILL}},
        {&hf_expressway_log_service,
         {"Service", "expressway.log.service", FT_STRING, BASE_NONE, NULL, 0,
          "What the event belongs to, such as SIP", HFILL}},
        {&hf_expressway_log_action,
         {"Action", "expressway.log.action", FT_STRING, BASE_NONE, NULL, 0,
          "Whether the message was Received or Sent", HFILL}},
        {&hf_expressway_log_detail,
         {"Detail", "expressway.log.detail", FT_STRING, BASE_NONE, NULL, 0, "What the entry is about",
          HFILL}},
        {&hf_expressway_log_reason,
         {"Reason", "expressway.log.reason", FT_STRING, BASE_NONE, NULL, 0, "Why it happened", HFILL}},
        {&hf_expressway_log_protocol,
         {"Protocol", "expressway.log.protocol", FT_STRING, BASE_NONE, NULL, 0, "Such as TLS", HFILL}},
        {&hf_expressway_log_msg_hash,
         {"Msg-Hash", "expressway.log.msg_hash", FT_STRING, BASE_NONE, NULL, 0,
          "Identifies a message in the entry that holds it and in the one that announces it", HFILL}},
        {&hf_expressway_log_code_location,
         {"Code location", "expressway.log.code_location", FT_STRING, BASE_NONE, NULL, 0,
          "Source file and line of the Expressway's software", HFILL}},
        {&hf_expressway_log_method,
         {"Method", "expressway.log.method", FT_STRING, BASE_NONE, NULL, 0,
          "Function of the Expressway's software, or method of a SIP request", HFILL}},
        {&hf_expressway_log_local,
         {"Local", "expressway.log.local", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the Expressway", HFILL}},
        {&hf_expressway_log_remote,
         {"Remote", "expressway.log.remote", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the other end", HFILL}},
        {&hf_expressway_log_source,
         {"Source", "expressway.log.source", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the source, where the entry does not say which end is the Expressway", HFILL}},
        {&hf_expressway_log_destination,
         {"Destination", "expressway.log.destination", FT_STRING, BASE_NONE, NULL, 0,
          "Address and port of the destination, where the entry does not say which end is the Expressway",
          HFILL}},
        {&hf_expressway_log_text,
         {"Text", "expressway.log.text", FT_STRING, BASE_NONE, NULL, 0,
          "Text of the first line, apart from its attributes", HFILL}},
        {&hf_expressway_log_attribute,
         {"Attribute", "expressway.log.attribute", FT_STRING, BASE_NONE, NULL, 0,
          "Name=value as in the entry, once for each attribute", HFILL}},
        {&hf_expressway_log_message,
         {"Message", "expressway.log.message", FT_STRING, BASE_NONE, NULL, 0,
          "Kind of message in the entry: SIP or HTTP", HFILL}},
        {&hf_expressway_log_line,
         {"Line", "expressway.log.line", FT_STRING, BASE_NONE, NULL, 0,
          "A further line of the entry, or a line that belongs to no entry", HFILL}},
    };
    static int *trees[] = {&ett_expressway_log, &ett_expressway_log_attributes};

    proto_of_tree = proto;
    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

proto_tree *
log_tree_add_root(tvbuff_t *tvb, proto_tree *tree, const char *text)
{
    proto_item *item = proto_tree_add_item(tree, proto_of_tree, tvb, 0, -1, ENC_NA);

    proto_item_append_text(item, "%s", text);
    return proto_item_add_subtree(item, ett_expressway_log);
}

static gint
offset_in(const log_entry *entry, text_view text)
{
    return (gint)(text.data - entry->bytes.data);
}

static void
add_text(tvbuff_t *tvb, proto_tree *tree, int field, const log_entry *entry, text_view text)
{
    if (text.data != NULL)
        proto_tree_add_item(tree, field, tvb, offset_in(entry, text), (gint)text.length, ENC_UTF_8);
}

static void
add_time(tvbuff_t *tvb, proto_tree *tree, int field, const log_entry *entry, log_time when, text_view place)
{
    nstime_t value = {.secs = (time_t)when.seconds, .nsecs = (int)when.nanoseconds};

    if (when.is_known)
        proto_tree_add_time(tree, field, tvb, offset_in(entry, place), (gint)place.length, &value);
}

static void
add_times(tvbuff_t *tvb, proto_tree *tree, const log_entry *entry)
{
    text_view place = entry->values[LOG_UTC_TIME];
    log_prefix prefix;
    log_time written;
    log_time utc;

    if (!log_prefix_read(entry->line, &prefix))
        return;
    log_time_read_prefix(prefix.time, &written);
    add_time(tvb, tree, hf_expressway_log_time, entry, entry->time,
             log_time_read_utc(place, &utc) ? place : prefix.time);
    add_time(tvb, tree, hf_expressway_log_written, entry, written, prefix.time);
}

static void
add_writer(tvbuff_t *tvb, proto_tree *tree, const log_entry *entry)
{
    uint32_t number;

    add_text(tvb, tree, hf_expressway_log_host, entry, entry->host);
    add_text(tvb, tree, hf_expressway_log_process, entry, entry->process);
    if (text_view_to_number(entry->process_id, UINT32_MAX, &number))
        proto_tree_add_uint(tree, hf_expressway_log_process_id, tvb, offset_in(entry, entry->process_id),
                            (gint)entry->process_id.length, number);
    add_text(tvb, tree, hf_expressway_log_process_part, entry, entry->process_part);
}

static void
add_end(tvbuff_t *tvb, proto_tree *tree, int field, const log_entry *entry, const log_end *end)
{
    if (end->text != NULL)
        proto_tree_add_string(tree, field, tvb, offset_in(entry, end->place), (gint)end->place.length,
                              end->text);
}

/* The attributes that have fields of their own, in the order that suits a reader. */
static void
add_known_attributes(tvbuff_t *tvb, proto_tree *tree, const log_entry *entry)
{
    const struct {
        log_attribute_name name;
        int field;
    } shown[] = {
        {LOG_MODULE, hf_expressway_log_module},
        {LOG_LEVEL, hf_expressway_log_level},
        {LOG_EVENT, hf_expressway_log_event},
        {LOG_SERVICE, hf_expressway_log_service},
        {LOG_ACTION, hf_expressway_log_action},
        {LOG_DETAIL, hf_expressway_log_detail},
        {LOG_REASON, hf_expressway_log_reason},
        {LOG_PROTOCOL, hf_expressway_log_protocol},
        {LOG_CODE_LOCATION, hf_expressway_log_code_location},
        {LOG_METHOD, hf_expressway_log_method},
    };

    for (size_t i = 0; i < array_length(shown); i++)
        add_text(tvb, tree, shown[i].field, entry, entry->values[shown[i].name]);
}

static void
add_attribute(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry,
              const log_attribute *attribute)
{
    text_view value = text_view_trim(attribute->value);
    const char *text;

    text = wmem_strdup_printf(pinfo->pool, "%.*s=%s", (int)attribute->name.length, attribute->name.data,
                              (const char *)tvb_get_string_enc(pinfo->pool, tvb, offset_in(entry, value),
                                                               (gint)value.length, ENC_UTF_8));
    proto_tree_add_string(tree, hf_expressway_log_attribute, tvb, offset_in(entry, attribute->place),
                          (gint)attribute->place.length, text);
}

static void
add_attributes(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry)
{
    text_view rest = entry->statement;
    log_attribute attribute;

    if (tree == NULL || !log_attribute_next(&rest, &attribute))
        return;
    tree =
        proto_tree_add_subtree(tree, tvb, offset_in(entry, entry->statement), (gint)entry->statement.length,
                               ett_expressway_log_attributes, NULL, "Attributes");
    for (unsigned count = 1; count <= LOG_TREE_MOST; count++) {
        add_attribute(tvb, pinfo, tree, entry, &attribute);
        if (!log_attribute_next(&rest, &attribute))
            return;
    }
    add_text(tvb, tree, hf_expressway_log_line, entry, rest);
}

void
log_tree_show_lines(tvbuff_t *tvb, proto_tree *tree, text_view lines, size_t start)
{
    if (tree == NULL)
        return;
    for (unsigned count = 1; lines.length > 0; count++) {
        size_t length = text_view_find(lines, '\n');
        text_view line = text_view_first(lines, count < LOG_TREE_MOST ? length : lines.length);

        if (line.length > 0 && line.data[line.length - 1] == '\r')
            line.length--;
        proto_tree_add_item(tree, hf_expressway_log_line, tvb, (gint)start, (gint)line.length, ENC_UTF_8);
        if (count == LOG_TREE_MOST)
            return;
        lines = text_view_from(lines, length + 1);
        start += length + 1;
    }
}

const char *
log_tree_message_name(const log_message *message)
{
    return message->kind == LOG_MESSAGE_SIP ? "SIP" : "HTTP";
}

static void
add_message(tvbuff_t *tvb, proto_tree *tree, const log_entry *entry, const log_message *message)
{
    proto_tree_add_string(tree, hf_expressway_log_message, tvb, offset_in(entry, message->lines),
                          (gint)message->lines.length, log_tree_message_name(message));
}

void
log_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry,
              const log_ends *ends, const log_message *message)
{
    add_times(tvb, tree, entry);
    add_writer(tvb, tree, entry);
    add_known_attributes(tvb, tree, entry);
    add_text(tvb, tree, hf_expressway_log_msg_hash, entry, log_entry_message_hash(entry));
    add_end(tvb, tree, hf_expressway_log_local, entry, &ends->local);
    add_end(tvb, tree, hf_expressway_log_remote, entry, &ends->remote);
    add_end(tvb, tree, hf_expressway_log_source, entry, &ends->source);
    add_end(tvb, tree, hf_expressway_log_destination, entry, &ends->destination);
    add_text(tvb, tree, hf_expressway_log_text, entry, entry->text);
    add_attributes(tvb, pinfo, tree, entry);
    if (message != NULL)
        add_message(tvb, tree, entry, message);
    else
        log_tree_show_lines(tvb, tree, entry->continuation,
                            (size_t)(entry->continuation.data - entry->bytes.data));
}
