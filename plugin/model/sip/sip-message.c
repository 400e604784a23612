/* sip-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-message.h"

/* Counts the values of a Via header, and keeps the first of all Vias, which is needed often. */
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
    sip_start_line start;
    uint32_t body_length;

    *message = (sip_message){0};
    if (!sip_line_next(&rest, &line) || !sip_start_line_parse(line, &start))
        return false;
    message->is_request = start.is_request;
    message->method = start.method;
    message->request_uri = start.request_uri;
    message->status = start.status;
    message->headers = headers = sip_headers_split(&rest);
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
