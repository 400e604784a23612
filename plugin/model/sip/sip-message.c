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

/* Reads the header section at the start of *rest, which is advanced past it and the empty line behind it. */
static void
read_headers(sip_message *message, text_view *rest)
{
    text_view all = *rest;
    text_view value;
    sip_header_name name;
    size_t end_length;

    while (sip_header_take(rest, &name, &value, &end_length)) {
        if (name == SIP_VIA)
            count_vias(message, value);
        if (name != SIP_OTHER_HEADER && message->first[name].data == NULL)
            message->first[name] = value;
    }
    message->headers = text_view_first(all, all.length - rest->length);
    *rest = text_view_from(*rest, end_length > 0 ? end_length : rest->length);
}

/* Reads what is needed of nearly every message. */
static void
read_values(sip_message *message)
{
    message->has_via = sip_via_parse(message->top_via, &message->via);
    sip_via_parameters_read(message->via.parameters, &message->via_parameters);
    message->has_cseq =
        sip_cseq_parse(message->first[SIP_CSEQ], &message->cseq_number, &message->cseq_method);
}

bool
sip_message_parse(text_view bytes, sip_message *message)
{
    text_view rest = sip_skip_keep_alives(bytes);
    text_view line;
    sip_start_line start;
    uint32_t body_length;

    if (!sip_line_next(&rest, &line) || !sip_start_line_parse(line, &start))
        return false;
    memset(message, 0, sizeof *message);
    message->is_request = start.is_request;
    message->method = start.method;
    message->request_uri = start.request_uri;
    message->status = start.status;
    read_headers(message, &rest);
    read_values(message);
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
