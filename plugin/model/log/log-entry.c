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

/* "[ET_NET 1] WARNING: text", "[ET_NET 1]ERROR:text": the traffic server's own lines have no attributes. */
static text_view
level_of_thread(text_view statement)
{
    text_view level = {NULL, 0};
    text_view rest;

    if (!text_view_starts_with(statement, TEXT_VIEW("[ET_")))
        return level;
    rest = text_view_without_indent(text_view_from(statement, text_view_find(statement, ']') + 1));
    while (level.length < rest.length && rest.data[level.length] >= 'A' && rest.data[level.length] <= 'Z')
        level.length++;
    if (level.length == 0 || level.length == rest.length || rest.data[level.length] != ':')
        return text_view_of(NULL, 0);
    return text_view_first(rest, level.length);
}

/* Reads the attributes of the statement, and its text: everything after the head, unless that is only
 * attributes. */
static void
read_statement(log_entry *entry)
{
    text_view rest = entry->statement;
    text_view after_head = {NULL, 0};
    bool head_has_colon = false;
    bool has_text = false;

    while (rest.length > 0) {
        log_attribute attribute;

        if (!log_attribute_read(&rest, &attribute)) {
            if (!head_has_colon && !has_text)
                after_head = rest;
            has_text = true;
            /* After the colon of the head the rest is free text. */
            if (head_has_colon || !log_attribute_next(&rest, &attribute))
                break;
        }
        if (attribute.known >= 0 && entry->values[attribute.known].data == NULL)
            entry->values[attribute.known] = text_view_trim(attribute.value);
        if (attribute.is_last_of_head && !head_has_colon && !has_text) {
            head_has_colon = true;
            after_head = rest;
        }
    }
    if (has_text)
        entry->text = text_view_trim(after_head);
    if (entry->values[LOG_LEVEL].data == NULL)
        entry->values[LOG_LEVEL] = level_of_thread(entry->statement);
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
    read_statement(entry);
    if (!log_time_read_utc(entry->values[LOG_UTC_TIME], &entry->time))
        log_time_read_prefix(prefix.time, &entry->time);
    return true;
}

/* Reads an end into *end, which must be HOST_NONE and 0. */
static void
read_end(const text_view values[LOG_TIME_AND_ENDS], log_attribute_name address, log_attribute_name port,
         endpoint *end)
{
    uint32_t number = 0;

    if (values[address].data == NULL)
        return;
    if (host_address_parse(values[address], &end->host) &&
        text_view_to_number(values[port], UINT16_MAX, &number))
        end->port = (uint16_t)number;
}

static log_remote_end
remote_of(const text_view values[LOG_TIME_AND_ENDS])
{
    bool has_source = !text_view_is_empty(values[LOG_SRC_IP]);
    bool has_destination = !text_view_is_empty(values[LOG_DST_IP]);

    if (has_source == has_destination)
        return LOG_REMOTE_UNKNOWN;
    return has_source ? LOG_REMOTE_IS_SOURCE : LOG_REMOTE_IS_DESTINATION;
}

log_remote_end
log_entry_remote(const log_entry *entry)
{
    return remote_of(entry->values);
}

bool
log_module_is_developers(text_view module)
{
    const text_view start = TEXT_VIEW("developer.");

    return module.length >= start.length && memcmp(module.data, start.data, start.length) == 0;
}

void
log_values_read_ends(const text_view values[LOG_TIME_AND_ENDS], endpoint *source, endpoint *destination)
{
    log_remote_end remote;

    *source = *destination = (endpoint){{HOST_NONE, {0}}, 0};
    if (log_module_is_developers(values[LOG_MODULE]))
        return;
    remote = remote_of(values);
    if (remote == LOG_REMOTE_IS_DESTINATION)
        read_end(values, LOG_LOCAL_IP, LOG_LOCAL_PORT, source);
    if (remote == LOG_REMOTE_IS_SOURCE)
        read_end(values, LOG_LOCAL_IP, LOG_LOCAL_PORT, destination);
    if (remote != LOG_REMOTE_IS_DESTINATION)
        read_end(values, LOG_SRC_IP, LOG_SRC_PORT, source);
    if (remote != LOG_REMOTE_IS_SOURCE)
        read_end(values, LOG_DST_IP, LOG_DST_PORT, destination);
}

log_endpoints
log_entry_endpoints(const log_entry *entry)
{
    log_remote_end remote = remote_of(entry->values);
    log_endpoints ends = {.source = {.port = 0}};

    if (log_module_is_developers(entry->values[LOG_MODULE]))
        return ends;
    log_values_read_ends(entry->values, &ends.source, &ends.destination);
    read_end(entry->values, LOG_LOCAL_IP, LOG_LOCAL_PORT, &ends.local);
    if (ends.local.host.family == HOST_NONE)
        return ends;
    if (remote == LOG_REMOTE_IS_SOURCE)
        ends.remote = ends.source;
    else if (remote == LOG_REMOTE_IS_DESTINATION)
        ends.remote = ends.destination;
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
