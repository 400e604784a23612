/* message-walk.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "message-walk.h"

#include <string.h>

#include "sip/claim.h"
#include "sip/client-word.h"
#include "sip/expressway-marks.h"
#include "require.h"
#include "sip/service-body.h"
#include "sip/sip-date.h"
#include "sip/sip-message.h"
#include "sip/sip-uri.h"

static void
require_within(text_view whole, text_view part)
{
    uintptr_t start = (uintptr_t)whole.data;
    uintptr_t at = (uintptr_t)part.data;

    if (part.data == NULL) {
        REQUIRE(part.length == 0);
        return;
    }
    REQUIRE(at >= start && at - start <= whole.length);
    REQUIRE(part.length <= whole.length - (at - start));
}

/* An absent or an empty view is trimmed as well. */
static void
require_trimmed(text_view text)
{
    REQUIRE(text.length == 0 || (!text_is_space(text.data[0]) && !text_is_space(text.data[text.length - 1])));
}

static void
walk_host_port(text_view whole, const sip_host_port *where, bool readable)
{
    char text[ENDPOINT_TEXT_SIZE];
    host_address again;

    require_within(whole, where->text);
    require_within(whole, where->host_text);
    require_within(whole, where->port_text);
    if (!readable)
        return;
    REQUIRE(!text_view_is_empty(where->host_text));
    REQUIRE(where->port_text.data == NULL ? where->address.port == 0 : where->address.port != 0);
    REQUIRE(strlen(endpoint_format(where->address, text)) < sizeof text);
    if (where->address.host.family == HOST_NONE)
        return;
    /* A value that was read is printed in a form that reads the same. */
    host_address_format(where->address.host, text);
    REQUIRE(host_address_parse(text_view_of(text, strlen(text)), &again));
    REQUIRE(host_address_equals(again, where->address.host));
}

static void
walk_parameters(text_view whole, text_view parameters)
{
    text_view rest = parameters;
    text_view name;
    text_view value;

    while (sip_parameter_next(&rest, &name, &value)) {
        text_view found;

        require_within(parameters, name);
        require_within(whole, value);
        require_within(whole, rest);
        require_trimmed(name);
        require_trimmed(value);
        REQUIRE(!text_view_is_empty(name));
        REQUIRE(rest.length < parameters.length);
        /* Finding a header is linear. Only some names are looked for, so that the walk is linear too. */
        if (text_view_equals_ignoring_case(name, TEXT_VIEW("apparent")))
            REQUIRE(sip_parameter_find(parameters, TEXT_VIEW("APPARENT"), &found));
    }
    REQUIRE(rest.length == 0);
}

static void
walk_uri(text_view whole, text_view text)
{
    sip_uri uri;
    bool readable = sip_uri_parse(text, &uri);

    require_within(whole, uri.scheme);
    require_within(whole, uri.user);
    require_within(whole, uri.parameters);
    walk_host_port(whole, &uri.where, readable);
    walk_parameters(whole, uri.parameters);
}

static void
walk_value(text_view whole, text_view value)
{
    text_view uri;
    sip_via via;
    bool readable;

    require_within(whole, value);
    if (sip_address_uri(value, &uri)) {
        require_within(value, uri);
        require_trimmed(uri);
        walk_uri(whole, uri);
    }
    readable = sip_via_parse(value, &via);
    require_within(whole, via.transport);
    require_within(whole, via.parameters);
    walk_host_port(whole, &via.sent_by, readable);
    walk_parameters(whole, via.parameters);
}

static unsigned
walk_values(text_view whole, text_view values)
{
    text_view value;
    unsigned count = 0;

    while (sip_value_next(&values, &value)) {
        REQUIRE(!text_view_is_empty(value));
        require_trimmed(value);
        walk_value(whole, value);
        count++;
    }
    REQUIRE(values.length == 0);
    return count;
}

/* Returns the number of Via values. */
static unsigned
walk_headers(text_view whole, text_view headers, text_view first[SIP_HEADER_COUNT])
{
    sip_header_name name;
    text_view value;
    unsigned vias = 0;

    while (sip_header_next(&headers, &name, &value)) {
        unsigned count = walk_values(whole, value);

        REQUIRE(name <= SIP_OTHER_HEADER);
        require_within(whole, value);
        require_trimmed(value);
        REQUIRE(value.data != NULL);
        if (name == SIP_VIA)
            vias += count;
        if (name != SIP_OTHER_HEADER && first[name].data == NULL)
            first[name] = value;
    }
    REQUIRE(headers.length == 0);
    return vias;
}

static void
walk_claim(text_view whole, claim_presence presence, const claim *read)
{
    switch (presence) {
    case CLAIM_NONE:
        break;
    case CLAIM_READ:
        require_within(whole, read->place);
        require_within(whole, read->host_text);
        REQUIRE(!text_view_is_empty(read->place) && !text_view_is_empty(read->host_text));
        break;
    case CLAIM_MALFORMED:
        require_within(whole, read->place);
        REQUIRE(read->problem != NULL && read->problem[0] != '\0');
        REQUIRE(read->place.data != NULL);
        break;
    }
}

/* What the other modules read in a message. */
static void
walk_meaning(text_view whole, const sip_message *message)
{
    claim read;
    expressway_marks marks;
    sip_host_port where;

    walk_claim(whole, claim_from_route(message, &read), &read);
    walk_claim(whole, claim_from_via(message, &read), &read);
    (void)expressway_marks_read(message, &marks);
    require_within(whole, marks.version);
    require_within(whole, marks.egress_zone);
    require_within(whole, marks.ingress_zone);
    require_within(whole, marks.ingress_id);
    require_within(whole, marks.proxy_call_id);
    if (client_word_from_via(message, &where))
        walk_host_port(whole, &where, true);
    if (client_word_from_warning(message, &where))
        walk_host_port(whole, &where, true);
    if (client_word_dialled(message, &where))
        walk_host_port(whole, &where, true);
}

static void
walk_body(text_view whole, text_view body)
{
    service_body read;
    digest credentials;
    text_view nonce;
    bool is_stale;
    int64_t seconds;

    if (service_body_parse(body, &read)) {
        for (size_t i = 0; i < SERVICE_ELEMENTS; i++) {
            require_within(body, read.elements[i]);
            require_trimmed(read.elements[i]);
        }
        REQUIRE(service_body_digest(&read, &credentials) == digest_is_usable(&credentials));
    }
    if (digest_parse(body, &credentials)) {
        for (size_t i = 0; i < DIGEST_PARTS; i++)
            require_within(whole, credentials.parts[i]);
    }
    if (digest_parse_challenge(body, &nonce, &is_stale))
        require_within(whole, nonce);
    if (sip_date_parse(body, &seconds))
        REQUIRE(seconds >= 0);
}

static void
walk_top_via(text_view whole, const sip_message *message)
{
    const text_view read[] = {message->via_parameters.branch,       message->via_parameters.received,
                              message->via_parameters.rport,        message->via_parameters.egress_zone,
                              message->via_parameters.ingress_zone, message->via_parameters.ingress_zone_id,
                              message->via_parameters.proxy_call_id};
    text_view found;
    sip_via via;

    REQUIRE(sip_via_parse(message->top_via, &via) == message->has_via);
    REQUIRE(via.parameters.data == message->via.parameters.data);
    walk_host_port(whole, &message->via.sent_by, message->has_via);
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        require_within(whole, read[i]);
        require_trimmed(read[i]);
    }
    if (sip_parameter_find(via.parameters, TEXT_VIEW("branch"), &found))
        REQUIRE(text_view_equals(message->via_parameters.branch, found));
    else
        REQUIRE(message->via_parameters.branch.data == NULL);
}

static void
walk_message(text_view bytes, const sip_message *message)
{
    text_view first[SIP_HEADER_COUNT] = {{NULL, 0}};
    text_view method;
    uint32_t number;
    sip_message again;

    REQUIRE(message->length <= bytes.length && message->length > 0);
    require_within(bytes, message->headers);
    require_within(text_view_first(bytes, message->length), message->body);
    if (message->is_request) {
        REQUIRE(!text_view_is_empty(message->method) && !text_view_is_empty(message->request_uri));
        REQUIRE(message->status == 0);
        require_within(bytes, message->method);
        require_within(bytes, message->request_uri);
        walk_uri(bytes, message->request_uri);
    } else {
        REQUIRE(message->status >= 100 && message->status <= 699);
    }
    REQUIRE(walk_headers(bytes, message->headers, first) == message->via_count);
    for (size_t i = 0; i < SIP_HEADER_COUNT; i++) {
        text_view value = sip_first_value(message, (sip_header_name)i);

        REQUIRE(first[i].data == message->first[i].data && first[i].length == message->first[i].length);
        /* The top Via is the first that has a value, in whichever line. */
        require_within(i == SIP_VIA ? bytes : message->first[i], value);
    }
    REQUIRE(sip_cseq_parse(message->first[SIP_CSEQ], &number, &method) == message->has_cseq);
    if (message->has_cseq) {
        require_within(bytes, message->cseq_method);
        REQUIRE(!text_view_is_empty(message->cseq_method) && message->cseq_number == number);
    }
    walk_top_via(bytes, message);
    walk_meaning(bytes, message);
    walk_body(bytes, message->body);
    /* The message alone reads as it did with the following bytes. */
    REQUIRE(sip_message_parse(text_view_first(bytes, message->length), &again));
    REQUIRE(again.length == message->length && again.body.length == message->body.length);
    REQUIRE(again.headers.length == message->headers.length && again.via_count == message->via_count);
}

void
message_walk(text_view bytes)
{
    text_view first[SIP_HEADER_COUNT] = {{NULL, 0}};
    sip_message message;
    bool readable = sip_message_parse(bytes, &message);

    REQUIRE(readable || sip_start_probe(bytes) != SIP_START_YES);
    if (readable)
        walk_message(bytes, &message);
    walk_headers(bytes, bytes, first);
    walk_values(bytes, bytes);
    walk_parameters(bytes, bytes);
    walk_value(bytes, bytes);
    walk_uri(bytes, bytes);
    walk_body(bytes, bytes);
}
