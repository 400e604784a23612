/* log-entry.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-entry.h"

bool
log_entry_starts(text_view text)
{
    return log_prefix_length(text) > 0;
}

size_t
log_entry_find(text_view text, size_t start)
{
    while (start < text.length) {
        text_view rest = text_view_from(text, start);

        if (log_entry_starts(rest))
            return start;
        start += text_view_find(rest, '\n') + 1;
    }
    return text.length;
}

size_t
log_entry_length(text_view text)
{
    return log_entry_find(text, text_view_find(text, '\n') + 1);
}

/* Entries of the developer modules report what the program does, not what went over the network. */
static bool
is_developers(const log_entry *entry)
{
    return text_view_starts_with(entry->values[LOG_MODULE], TEXT_VIEW("developer."));
}

/* Reads the attributes of the statement, and its text: everything after the head, unless that is only
 * attributes. */
static void
read_statement(log_entry *entry, bool briefly)
{
    text_view rest = entry->statement;
    text_view after_head = {NULL, 0};
    bool head_has_colon = false;
    bool has_text = false;

    while (rest.length > 0) {
        log_attribute attribute;
        int known;

        if (!log_attribute_read(&rest, &attribute)) {
            if (!head_has_colon && !has_text)
                after_head = rest;
            has_text = true;
            /* After the colon of the head the rest is free text. */
            if (head_has_colon || !log_attribute_next(&rest, &attribute))
                break;
        }
        known = log_attribute_known(attribute.name);
        if (known >= 0 && entry->values[known].data == NULL)
            entry->values[known] = text_view_trim(attribute.value);
        if (briefly && known == LOG_MODULE && entry->values[LOG_UTC_TIME].data != NULL &&
            is_developers(entry))
            return;
        if (attribute.is_last_of_head && !head_has_colon && !has_text) {
            head_has_colon = true;
            after_head = rest;
        }
    }
    if (has_text)
        entry->text = text_view_trim(after_head);
}

/* Finds the lines of the entry, and the statement in the first line. */
static void
divide(text_view bytes, size_t prefix, log_entry *entry)
{
    size_t end = text_view_find(bytes, '\n');

    *entry = (log_entry){.bytes = bytes};
    entry->line = text_view_first(bytes, end);
    if (end > 0 && bytes.data[end - 1] == '\r')
        entry->line.length--;
    entry->continuation = text_view_from(bytes, end + 1);
    entry->statement = text_view_from(entry->line, prefix);
}

bool
log_entry_parse(text_view bytes, log_entry *entry)
{
    log_prefix prefix;

    if (!log_prefix_read(bytes, &prefix)) {
        *entry = (log_entry){.bytes = bytes};
        return false;
    }
    divide(bytes, prefix.length, entry);
    entry->host = prefix.host;
    entry->process = prefix.process;
    entry->process_id = prefix.process_id;
    entry->process_part = prefix.process_part;
    read_statement(entry, false);
    if (!log_time_read_utc(entry->values[LOG_UTC_TIME], &entry->time))
        log_time_read_prefix(prefix.time, &entry->time);
    return true;
}

void
log_entry_parse_briefly(text_view bytes, size_t prefix_length, log_entry *entry)
{
    log_prefix prefix;

    divide(bytes, prefix_length, entry);
    read_statement(entry, true);
    if (!log_time_read_utc(entry->values[LOG_UTC_TIME], &entry->time) && log_prefix_read(bytes, &prefix))
        log_time_read_prefix(prefix.time, &entry->time);
}

static endpoint
end_of(const log_entry *entry, log_attribute_name address, log_attribute_name port)
{
    endpoint end = {{HOST_NONE, {0}}, 0};
    uint32_t number = 0;

    if (entry->values[address].data == NULL)
        return end;
    if (host_address_parse(entry->values[address], &end.host) &&
        text_view_to_number(entry->values[port], UINT16_MAX, &number))
        end.port = (uint16_t)number;
    return end;
}

log_remote_end
log_entry_remote(const log_entry *entry)
{
    bool has_source = !text_view_is_empty(entry->values[LOG_SRC_IP]);
    bool has_destination = !text_view_is_empty(entry->values[LOG_DST_IP]);

    if (has_source == has_destination)
        return LOG_REMOTE_UNKNOWN;
    return has_source ? LOG_REMOTE_IS_SOURCE : LOG_REMOTE_IS_DESTINATION;
}

log_endpoints
log_entry_endpoints(const log_entry *entry)
{
    log_remote_end remote;
    log_endpoints ends = {.source = {.port = 0}};

    if (is_developers(entry))
        return ends;
    ends.source = end_of(entry, LOG_SRC_IP, LOG_SRC_PORT);
    ends.destination = end_of(entry, LOG_DST_IP, LOG_DST_PORT);
    ends.local = end_of(entry, LOG_LOCAL_IP, LOG_LOCAL_PORT);
    if (ends.local.host.family == HOST_NONE)
        return ends;
    remote = log_entry_remote(entry);
    if (remote == LOG_REMOTE_IS_SOURCE) {
        ends.remote = ends.source;
        ends.destination = ends.local;
    } else if (remote == LOG_REMOTE_IS_DESTINATION) {
        ends.remote = ends.destination;
        ends.source = ends.local;
    }
    return ends;
}

text_view
log_entry_message_hash(const log_entry *entry)
{
    const text_view name = TEXT_VIEW("Msg-Hash=");
    text_view detail = entry->values[LOG_DETAIL];
    size_t start = text_view_find_text(detail, name);

    if (entry->values[LOG_MSG_HASH].data != NULL)
        return entry->values[LOG_MSG_HASH];
    if (start == detail.length)
        return text_view_of(NULL, 0);
    detail = text_view_from(detail, start + name.length);
    return text_view_first(detail, text_view_count_digits(detail));
}
