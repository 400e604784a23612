/* sip-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-message.h"

#define VERSION TEXT_VIEW("SIP/2.0")
#define LONGEST_START_LINE 8192
#define LONGEST_METHOD 32

/* Splits the line at the start of *bytes off, without its line end. False where no line end is there yet. */
static bool
line_next(text_view *bytes, text_view *line)
{
    size_t end = text_view_find(*bytes, '\n');

    if (end == bytes->length)
        return false;
    *line = text_view_first(*bytes, end > 0 && bytes->data[end - 1] == '\r' ? end - 1 : end);
    *bytes = text_view_from(*bytes, end + 1);
    return true;
}

text_view
sip_skip_keep_alives(text_view bytes)
{
    size_t length = 0;

    while (length < bytes.length && (bytes.data[length] == '\r' || bytes.data[length] == '\n'))
        length++;
    return text_view_from(bytes, length);
}

static bool
parse_request_line(text_view line, sip_message *message)
{
    size_t method_end = text_view_find(line, ' ');
    size_t version_start = line.length;

    if (method_end == 0 || method_end == line.length)
        return false;
    while (version_start > method_end && line.data[version_start - 1] != ' ')
        version_start--;
    if (version_start <= method_end + 2 ||
        !text_view_equals_ignoring_case(text_view_from(line, version_start), VERSION))
        return false;
    message->is_request = true;
    message->method = text_view_first(line, method_end);
    message->request_uri =
        text_view_trim(text_view_first(text_view_from(line, method_end), version_start - method_end));
    return !text_view_is_empty(message->request_uri);
}

static bool
parse_status_line(text_view line, sip_message *message)
{
    uint32_t status;

    if (!text_view_equals_ignoring_case(text_view_first(line, VERSION.length), VERSION))
        return false;
    line = text_view_from(line, VERSION.length);
    if (line.length < 4 || line.data[0] != ' ' || (line.length > 4 && line.data[4] != ' '))
        return false;
    if (!text_view_to_number(text_view_first(text_view_from(line, 1), 3), 699, &status) || status < 100)
        return false;
    message->status = status;
    return true;
}

static bool
parse_start_line(text_view line, sip_message *message)
{
    return parse_status_line(line, message) || parse_request_line(line, message);
}

/* Whether the incomplete line can still become "METHOD scheme:..." */
static bool
may_become_request(text_view line)
{
    size_t method = 0;
    size_t scheme;

    while (method < line.length && line.data[method] >= 'A' && line.data[method] <= 'Z')
        method++;
    if (method > LONGEST_METHOD)
        return false;
    if (method == line.length)
        return true;
    if (method == 0 || line.data[method] != ' ')
        return false;
    scheme = method + 1;
    while (scheme < line.length && text_lower(line.data[scheme]) >= 'a' &&
           text_lower(line.data[scheme]) <= 'z')
        scheme++;
    return scheme == line.length || (scheme > method + 1 && line.data[scheme] == ':');
}

static bool
may_become_status(text_view line)
{
    return text_view_equals_ignoring_case(line, text_view_first(VERSION, line.length)) ||
           (text_view_equals_ignoring_case(text_view_first(line, VERSION.length), VERSION) &&
            line.data[VERSION.length] == ' ');
}

sip_start
sip_start_probe(text_view bytes)
{
    sip_message message = {0};
    text_view line;
    text_view rest = sip_skip_keep_alives(bytes);
    text_view start = rest;

    if (line_next(&rest, &line)) {
        bool begins_well = may_become_request(line) || may_become_status(line);

        return begins_well && parse_start_line(line, &message) ? SIP_START_YES : SIP_START_NO;
    }
    if (bytes.length == 0 || start.length > LONGEST_START_LINE)
        return SIP_START_NO;
    return may_become_status(start) || may_become_request(start) ? SIP_START_PREFIX : SIP_START_NO;
}

static sip_header_name
header_name_of(text_view name)
{
    static const struct {
        text_view name;
        char compact;
        sip_header_name id;
    } known[] = {
        {{"Via", 3}, 'v', SIP_VIA},
        {{"Route", 5}, 0, SIP_ROUTE},
        {{"From", 4}, 'f', SIP_FROM},
        {{"Contact", 7}, 'm', SIP_CONTACT},
        {{"Call-ID", 7}, 'i', SIP_CALL_ID},
        {{"CSeq", 4}, 0, SIP_CSEQ},
        {{"P-Asserted-Identity", 19}, 0, SIP_ASSERTED_IDENTITY},
        {{"User-Agent", 10}, 0, SIP_USER_AGENT},
        {{"Server", 6}, 0, SIP_SERVER},
        {{"Warning", 7}, 0, SIP_WARNING},
        {{"Content-Length", 14}, 'l', SIP_CONTENT_LENGTH},
        {{"Content-Type", 12}, 'c', SIP_CONTENT_TYPE},
        {{"Authorization", 13}, 0, SIP_AUTHORIZATION},
        {{"Max-Forwards", 12}, 0, SIP_MAX_FORWARDS},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (name.length == 1 ? known[i].compact == text_lower(name.data[0])
                             : text_view_equals_ignoring_case(name, known[i].name))
            return known[i].id;
    }
    return SIP_OTHER_HEADER;
}

/* The next header line with the lines folded into it, without the last line end. */
static bool
unfolded_next(text_view *headers, text_view *line)
{
    size_t end = 0;

    if (headers->length == 0)
        return false;
    do {
        end += text_view_find(text_view_from(*headers, end), '\n');
        end += end < headers->length ? 1 : 0;
    } while (end < headers->length && (headers->data[end] == ' ' || headers->data[end] == '\t'));
    *line = text_view_first(*headers, end);
    *headers = text_view_from(*headers, end);
    return true;
}

bool
sip_header_next(text_view *headers, sip_header_name *name, text_view *value)
{
    text_view line;

    while (unfolded_next(headers, &line)) {
        size_t colon = text_view_find(line, ':');

        if (colon == line.length)
            continue;
        *name = header_name_of(text_view_trim(text_view_first(line, colon)));
        *value = text_view_trim(text_view_from(line, colon + 1));
        return true;
    }
    return false;
}

/* Without its last line, which may go on beyond what is there, and be folded further. */
static text_view
without_last_header(text_view headers)
{
    text_view rest = headers;
    text_view line;
    size_t complete = 0;

    while (unfolded_next(&rest, &line)) {
        if (rest.length > 0)
            complete = headers.length - rest.length;
    }
    return text_view_first(headers, complete);
}

/* Splits the header section, up to the empty line, off *bytes. */
static text_view
headers_split(text_view *bytes)
{
    text_view all = *bytes;
    text_view rest = *bytes;
    text_view line;

    while (line_next(&rest, &line)) {
        if (line.length == 0) {
            *bytes = rest;
            return text_view_first(all, (size_t)(line.data - all.data));
        }
    }
    *bytes = text_view_from(all, all.length);
    return without_last_header(all);
}

/* Counts the values of a Via header, and keeps the first of all: the top Via is asked for again and again. */
static void
count_vias(sip_message *message, text_view values)
{
    text_view value;

    while (sip_value_next(&values, &value)) {
        if (message->via_count++ == 0)
            message->top_via = value;
    }
}

bool
sip_message_parse(text_view bytes, sip_message *message)
{
    text_view rest = sip_skip_keep_alives(bytes);
    text_view line;
    text_view headers;
    text_view value;
    sip_header_name name;
    uint32_t body_length;

    *message = (sip_message){0};
    if (!line_next(&rest, &line) || !parse_start_line(line, message))
        return false;
    message->headers = headers = headers_split(&rest);
    while (sip_header_next(&headers, &name, &value)) {
        if (name == SIP_VIA)
            count_vias(message, value);
        if (name != SIP_OTHER_HEADER && message->first[name].data == NULL)
            message->first[name] = value;
    }
    if (!text_view_to_number(message->first[SIP_CONTENT_LENGTH], UINT32_MAX, &body_length))
        body_length = UINT32_MAX;
    message->body = text_view_first(rest, body_length);
    message->length = (size_t)(rest.data - bytes.data) + message->body.length;
    return true;
}

size_t
sip_messages_length(text_view bytes)
{
    text_view rest = bytes;
    sip_message message;

    while (sip_skip_keep_alives(rest).length == rest.length && sip_message_parse(rest, &message))
        rest = text_view_from(rest, message.length);
    return bytes.length - rest.length;
}

size_t
sip_skip_quoted(text_view text, size_t start)
{
    for (size_t i = start + 1; i < text.length; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == '"')
            return i + 1;
    }
    return text.length;
}

bool
sip_value_next(text_view *values, text_view *value)
{
    while (values->length > 0) {
        size_t end = 0;
        bool in_brackets = false;

        while (end < values->length && (in_brackets || values->data[end] != ',')) {
            if (values->data[end] == '"' && !in_brackets) {
                end = sip_skip_quoted(*values, end);
                continue;
            }
            if (values->data[end] == '<')
                in_brackets = true;
            else if (values->data[end] == '>')
                in_brackets = false;
            end++;
        }
        *value = text_view_trim(text_view_first(*values, end));
        *values = text_view_from(*values, end + 1);
        if (!text_view_is_empty(*value))
            return true;
    }
    return false;
}

text_view
sip_first_value(const sip_message *message, sip_header_name name)
{
    text_view values = message->first[name];
    text_view value = {NULL, 0};

    if (name == SIP_VIA)
        return message->top_via;
    if (!sip_value_next(&values, &value))
        return (text_view){NULL, 0};
    return value;
}

bool
sip_parameter_next(text_view *parameters, text_view *name, text_view *value)
{
    while (parameters->length > 0) {
        text_view one;
        size_t end = 0;
        size_t equals;

        if (parameters->data[0] == ';')
            *parameters = text_view_from(*parameters, 1);
        while (end < parameters->length && parameters->data[end] != ';')
            end = parameters->data[end] == '"' ? sip_skip_quoted(*parameters, end) : end + 1;
        one = text_view_first(*parameters, end);
        *parameters = text_view_from(*parameters, end);
        equals = text_view_find(one, '=');
        *name = text_view_trim(text_view_first(one, equals));
        *value = equals < one.length ? text_view_trim(text_view_from(one, equals + 1)) : (text_view){NULL, 0};
        if (!text_view_is_empty(*name))
            return true;
    }
    return false;
}

bool
sip_parameter_find(text_view parameters, text_view name, text_view *value)
{
    text_view found;
    text_view found_value;

    while (sip_parameter_next(&parameters, &found, &found_value)) {
        if (text_view_equals_ignoring_case(found, name)) {
            if (value != NULL)
                *value = found_value;
            return true;
        }
    }
    return false;
}

bool
sip_cseq_parse(text_view cseq, uint32_t *number, text_view *method)
{
    size_t digits = 0;

    while (digits < cseq.length && text_is_digit(cseq.data[digits]))
        digits++;
    *method = text_view_trim(text_view_from(cseq, digits));
    return text_view_to_number(text_view_first(cseq, digits), UINT32_MAX, number) && method->length > 0;
}
