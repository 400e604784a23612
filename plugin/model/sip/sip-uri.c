/* sip-uri.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-uri.h"

#include "sip-value.h"

bool
sip_host_port_parse(text_view text, sip_host_port *where)
{
    size_t host_end;
    size_t bracket = 0;
    uint32_t port = 0;

    text = text_view_trim(text);
    *where = (sip_host_port){.text = text};
    if (text.length > 0 && text.data[0] == '[')
        bracket = text_view_find(text, ']');
    host_end = bracket + text_view_find(text_view_from(text, bracket), ':');
    where->host_text = text_view_trim(text_view_first(text, host_end));
    if (host_end < text.length)
        where->port_text = text_view_trim(text_view_from(text, host_end + 1));
    if (text_view_is_empty(where->host_text))
        return false;
    host_address_parse(where->host_text, &where->address.host);
    if (where->port_text.data != NULL &&
        (!text_view_to_number(where->port_text, UINT16_MAX, &port) || port == 0))
        return false;
    where->address.port = (uint16_t)port;
    return true;
}

bool
sip_address_uri(text_view value, text_view *uri)
{
    size_t open = 0;
    size_t close;

    while (open < value.length && value.data[open] != '<')
        open = value.data[open] == '"' ? sip_skip_quoted(value, open) : open + 1;
    if (open == value.length) {
        *uri = text_view_trim(value);
        return true;
    }
    close = open + text_view_find(text_view_from(value, open), '>');
    *uri = text_view_trim(text_view_first(text_view_from(value, open + 1), close - open - 1));
    return close < value.length;
}

/* Where the host ends: at the first parameter or header. */
static size_t
host_port_length(text_view text)
{
    size_t end = 0;

    while (end < text.length && text.data[end] != ';' && text.data[end] != '?')
        end++;
    return end;
}

bool
sip_uri_parse(text_view text, sip_uri *uri)
{
    size_t colon = text_view_find(text, ':');
    size_t at;
    size_t end;

    *uri = (sip_uri){.scheme = text_view_first(text, colon)};
    if (!text_view_equals_ignoring_case(uri->scheme, TEXT_VIEW("sip")) &&
        !text_view_equals_ignoring_case(uri->scheme, TEXT_VIEW("sips")))
        return false;
    text = text_view_from(text, colon + 1);
    at = text_view_find(text, '@');
    if (at < text.length) {
        uri->user = text_view_first(text, at);
        text = text_view_from(text, at + 1);
    }
    end = host_port_length(text);
    uri->parameters = text_view_from(text, end);
    uri->parameters = text_view_first(uri->parameters, text_view_find(uri->parameters, '?'));
    return sip_host_port_parse(text_view_first(text, end), &uri->where);
}
