/* client-word.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-word.h"

bool
client_word_from_via(const sip_message *message, sip_host_port *sent_by)
{
    if (!message->has_via)
        return false;
    *sent_by = message->via.sent_by;
    return true;
}

static bool
agent_of(text_view warning, sip_host_port *agent)
{
    size_t end = 0;

    if (!text_view_skip(&warning, TEXT_VIEW("399 ")))
        return false;
    warning = text_view_trim(warning);
    while (end < warning.length && !text_is_space(warning.data[end]))
        end++;
    return sip_host_port_parse(text_view_first(warning, end), agent);
}

static bool
agent_in(text_view warnings, sip_host_port *agent)
{
    text_view warning;

    while (sip_value_next(&warnings, &warning)) {
        if (agent_of(warning, agent))
            return true;
    }
    return false;
}

bool
client_word_from_warning(const sip_message *message, sip_host_port *agent)
{
    text_view first = message->first[SIP_WARNING];
    text_view headers = message->headers;
    text_view values;
    sip_header_name name;

    if (first.data == NULL)
        return false;
    if (agent_in(first, agent))
        return true;
    headers = text_view_from(headers, (size_t)(first.data + first.length - headers.data));
    while (sip_header_next(&headers, &name, &values)) {
        if (name == SIP_WARNING && agent_in(values, agent))
            return true;
    }
    return false;
}

static bool
is_keep_alive(const sip_message *message)
{
    text_view hops = message->first[SIP_MAX_FORWARDS];

    return message->is_request && text_view_equals(message->method, TEXT_VIEW("OPTIONS")) &&
           message->via_count <= 1 && (text_view_is_empty(hops) || text_view_equals(hops, TEXT_VIEW("0")));
}

bool
client_word_dialled(const sip_message *message, sip_host_port *dialled)
{
    sip_uri uri;

    if (!is_keep_alive(message) || !sip_uri_parse(message->request_uri, &uri) ||
        !text_view_is_empty(uri.user) ||
        (message->has_via && host_address_equals(message->via.sent_by.address.host, uri.where.address.host)))
        return false;
    *dialled = uri.where;
    return true;
}
