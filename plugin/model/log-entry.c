/* log-entry.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-entry.h"

#define BYTE_ORDER_MARK TEXT_VIEW("\xef\xbb\xbf")
#define LONGEST_HOST 255
#define LONGEST_PROCESS 64

static bool
is_process_char(char c)
{
    char lower = text_lower(c);

    return (lower >= 'a' && lower <= 'z') || text_is_digit(c) || c == '_' || c == '-' || c == '.' || c == '/';
}

static bool
is_host_char(char c)
{
    return (unsigned char)c > ' ' && c != '"' && c != '=' && c != '<' && c != '>' && c != '|';
}

/* Passes over `c` at the start of text, if it stands there. */
static bool
skip(text_view *text, char c)
{
    if (text->length == 0 || text->data[0] != c)
        return false;
    *text = text_view_from(*text, 1);
    return true;
}

static size_t
skip_blanks(text_view *text)
{
    size_t count = 0;

    while (count < text->length && (text->data[count] == ' ' || text->data[count] == '\t'))
        count++;
    *text = text_view_from(*text, count);
    return count;
}

/* The first bytes of text, as long as they are of a kind; text is advanced past them. */
static text_view
take(text_view *text, bool (*is_of_kind)(char))
{
    size_t length = 0;
    text_view taken;

    while (length < text->length && is_of_kind(text->data[length]))
        length++;
    taken = text_view_first(*text, length);
    *text = text_view_from(*text, length);
    return taken;
}

/* Syslog's "<166>" (RFC 5424 section 6.2.1). */
static void
skip_priority(text_view *text)
{
    text_view rest = *text;
    text_view digits;

    if (!skip(&rest, '<'))
        return;
    digits = take(&rest, text_is_digit);
    if (digits.length == 0 || digits.length > 3 || !skip(&rest, '>'))
        return;
    skip_blanks(&rest);
    *text = rest;
}

/* "name: " or "name[15060]: ". False, with text left alone, where no process stands there. */
static bool
read_process(text_view *text, text_view *name, text_view *id)
{
    text_view rest = *text;
    text_view number = {NULL, 0};

    *name = take(&rest, is_process_char);
    if (name->length == 0 || name->length > LONGEST_PROCESS)
        return false;
    if (skip(&rest, '[')) {
        number = take(&rest, text_is_digit);
        if (number.length == 0 || !skip(&rest, ']'))
            return false;
    }
    if (!skip(&rest, ':') || (skip_blanks(&rest) == 0 && rest.length > 0))
        return false;
    *id = number;
    *text = rest;
    return true;
}

/* The second of two processes: remote syslog doubles the first, and httpd's names the part of it that speaks.
 * In any other place a word and a colon are text. */
static void
read_second_process(text_view *text, log_entry *entry)
{
    text_view rest = *text;
    text_view name;
    text_view id;

    if (!read_process(&rest, &name, &id))
        return;
    if (text_view_equals(name, entry->process)) {
        if (id.data != NULL)
            entry->process_id = id;
        *text = rest;
    } else if (log_attribute_begins(rest)) {
        entry->process_part = name;
        *text = rest;
    }
}

/* Reads what comes before the statement in a line without its end. False where that starts no entry. */
static bool
read_prefix(text_view line, log_entry *entry)
{
    size_t length;

    if (text_view_starts_with(line, BYTE_ORDER_MARK))
        line = text_view_from(line, BYTE_ORDER_MARK.length);
    skip_priority(&line);
    length = log_time_read_prefix(line, &entry->prefix_time);
    line = text_view_from(line, length);
    if (length == 0 || skip_blanks(&line) == 0)
        return false;
    entry->host = take(&line, is_host_char);
    length = entry->host.length;
    if (length == 0 || length > LONGEST_HOST || entry->host.data[length - 1] == ':' ||
        skip_blanks(&line) == 0)
        return false;
    if (read_process(&line, &entry->process, &entry->process_id)) {
        read_second_process(&line, entry);
    } else {
        entry->process = text_view_of(NULL, 0);
        if (!log_attribute_begins(line))
            return false;
    }
    entry->statement = line;
    return true;
}

/* The line that begins text, without its end. */
static text_view
first_line(text_view text)
{
    text_view line = text_view_first(text, text_view_find(text, '\n'));

    if (line.length > 0 && line.data[line.length - 1] == '\r')
        line.length--;
    return line;
}

/* Reads the prefix in the bytes that decide whether there is one. */
static bool
read_start(text_view text, log_entry *entry)
{
    /* A digit, or what may precede it: most lines are declined here. */
    if (text.length == 0 || (!text_is_digit(text.data[0]) && text.data[0] != '<' && text.data[0] != '\xef'))
        return false;
    return read_prefix(first_line(text_view_first(text, LOG_START_LONGEST)), entry);
}

bool
log_entry_starts(text_view text)
{
    log_entry entry = {.process = {NULL, 0}};

    return read_start(text, &entry);
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

/* Reads the attributes of the statement, and finds its text: after the head, what is not attributes only. */
static void
read_statement(log_entry *entry)
{
    text_view rest = entry->statement;
    text_view after_head = {NULL, 0};
    bool head_has_colon = false;
    bool has_text = false;

    while (rest.length > 0) {
        text_view before = rest;
        log_attribute attribute;
        bool found = log_attribute_next(&rest, &attribute);
        int known = found ? log_attribute_known(attribute.name) : -1;

        if (!has_text && (!found || attribute.place.data != before.data)) {
            has_text = true;
            if (!head_has_colon)
                after_head = before;
        }
        if (known >= 0 && entry->values[known].data == NULL && !(has_text && head_has_colon))
            entry->values[known] = text_view_trim(attribute.value);
        if (found && attribute.is_last_of_head && !head_has_colon && !has_text) {
            head_has_colon = true;
            after_head = rest;
        }
    }
    if (has_text)
        entry->text = text_view_trim(after_head);
}

bool
log_entry_parse(text_view bytes, log_entry *entry)
{
    *entry = (log_entry){.bytes = bytes};
    if (!read_start(bytes, entry))
        return false;
    entry->line = first_line(bytes);
    entry->continuation = text_view_from(bytes, text_view_find(bytes, '\n') + 1);
    entry->statement = text_view_from(entry->line, (size_t)(entry->statement.data - bytes.data));
    read_statement(entry);
    if (!log_time_read_utc(entry->values[LOG_UTC_TIME], &entry->time))
        entry->time = entry->prefix_time;
    return true;
}

static endpoint
end_of(const log_entry *entry, log_attribute_name address, log_attribute_name port)
{
    endpoint end = {{HOST_NONE, {0}}, 0};
    uint32_t number = 0;

    if (host_address_parse(entry->values[address], &end.host) &&
        text_view_to_number(entry->values[port], UINT16_MAX, &number))
        end.port = (uint16_t)number;
    return end;
}

log_endpoints
log_entry_endpoints(const log_entry *entry)
{
    log_endpoints ends = {.source = end_of(entry, LOG_SRC_IP, LOG_SRC_PORT),
                          .destination = end_of(entry, LOG_DST_IP, LOG_DST_PORT),
                          .local = end_of(entry, LOG_LOCAL_IP, LOG_LOCAL_PORT)};
    bool has_source = entry->values[LOG_SRC_IP].data != NULL;
    bool has_destination = entry->values[LOG_DST_IP].data != NULL;

    if (ends.local.host.family == HOST_NONE || has_source == has_destination)
        return ends;
    ends.remote = has_source ? ends.source : ends.destination;
    if (has_source)
        ends.destination = ends.local;
    else
        ends.source = ends.local;
    return ends;
}

text_view
log_entry_message_hash(const log_entry *entry)
{
    static const text_view name = {"Msg-Hash=", 9};
    text_view detail = entry->values[LOG_DETAIL];

    if (entry->values[LOG_MSG_HASH].data != NULL)
        return entry->values[LOG_MSG_HASH];
    while (detail.length > 0) {
        detail = text_view_from(detail, text_view_find(detail, 'M'));
        if (text_view_starts_with(detail, name)) {
            detail = text_view_from(detail, name.length);
            return take(&detail, text_is_digit);
        }
        detail = text_view_from(detail, 1);
    }
    return text_view_of(NULL, 0);
}
