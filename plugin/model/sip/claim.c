/* claim.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "claim.h"

static claim_presence
malformed(claim *read, text_view place, const char *problem)
{
    read->place = place;
    read->problem = problem;
    return CLAIM_MALFORMED;
}

/* Static text: which part of a host and port cannot be read. */
static const char *
host_port_problem(const sip_host_port *where)
{
    if (text_view_is_empty(where->host_text))
        return "the host is missing";
    return text_view_is_empty(where->port_text) ? "the port is empty"
                                                : "the port is not a number from 1 to 65535";
}

/* Whether the text is neither an address nor a host name. RFC 3261 section 25.1 allows letters, digits, "-"
 * and "." in a name; "_" occurs in practice. The last label of a name does not begin with a digit, so
 * "64.100.0.300" is not a name. */
static bool
is_no_host(text_view host_text, host_address host)
{
    bool label_begins_with_digit = false;

    if (host.family != HOST_NONE)
        return false;
    for (size_t i = 0; i < host_text.length; i++) {
        char c = text_lower(host_text.data[i]);

        if (!(c >= 'a' && c <= 'z') && !text_is_digit(c) && c != '-' && c != '.' && c != '_')
            return true;
        if ((i == 0 || host_text.data[i - 1] == '.') && c != '.')
            label_begins_with_digit = text_is_digit(c);
    }
    return label_begins_with_digit;
}

claim_presence
claim_from_route(const sip_message *message, claim *read)
{
    text_view value = sip_first_value(message, SIP_ROUTE);
    text_view uri_text;
    sip_uri uri;
    bool readable;

    *read = (claim){.place = value};
    if (text_view_is_empty(value))
        return message->first[SIP_ROUTE].data == NULL
                   ? CLAIM_NONE
                   : malformed(read, message->first[SIP_ROUTE], "the Route is empty");
    if (!sip_address_uri(value, &uri_text))
        return malformed(read, value, "the Route's '<' is not closed");
    readable = sip_uri_parse(uri_text, &uri);
    if (!readable && uri.where.text.data == NULL)
        return malformed(read, value, "the Route does not hold a SIP URI");
    if (!sip_parameter_find(uri.parameters, TEXT_VIEW("apparent"), NULL))
        return CLAIM_NONE;
    if (!readable)
        return malformed(read, value, host_port_problem(&uri.where));
    if (is_no_host(uri.where.host_text, uri.where.address.host))
        return malformed(read, value, "the host is neither an address nor a name");
    read->address = uri.where.address;
    read->host_text = uri.where.host_text;
    return CLAIM_READ;
}

/* Reads the port in rport; 0 where there is none. False where it is not a port. */
static bool
rport_of(const sip_message *message, uint16_t *port)
{
    text_view rport = message->via_parameters.rport;
    uint32_t number = 0;

    if (rport.data != NULL && (!text_view_to_number(rport, UINT16_MAX, &number) || number == 0))
        return false;
    *port = (uint16_t)number;
    return true;
}

claim_presence
claim_from_via(const sip_message *message, claim *read)
{
    text_view value = message->top_via;
    text_view received = message->via_parameters.received;

    *read = (claim){.place = value};
    if (text_view_is_empty(value))
        return malformed(read, message->headers, "the response has no Via");
    if (!message->has_via)
        return malformed(read, value, "the top Via cannot be read");
    if (received.data == NULL)
        return CLAIM_NONE;
    if (text_view_is_empty(received))
        return malformed(read, value, "received= is empty");
    read->host_text = received;
    host_address_parse(received, &read->address.host);
    if (is_no_host(received, read->address.host))
        return malformed(read, value, "received= is neither an address nor a name");
    if (!rport_of(message, &read->address.port))
        return malformed(read, value, "rport= is not a number from 1 to 65535");
    return CLAIM_READ;
}
