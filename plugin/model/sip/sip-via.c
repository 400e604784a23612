/* sip-via.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-via.h"

#include "sip-value.h"

/* Takes the text before the separator off, and both with the white space around them. False where there is no
 * separator. */
static bool
part_next(text_view *value, char separator, text_view *part)
{
    size_t end = 0;

    *value = text_view_trim(*value);
    while (end < value->length && value->data[end] != separator &&
           !(separator == ' ' && text_is_space(value->data[end])))
        end++;
    if (end == value->length)
        return false;
    *part = text_view_trim(text_view_first(*value, end));
    *value = text_view_from(*value, end + 1);
    return true;
}

/* "SIP / 2.0 / TLS host": blanks may surround the slashes. */
static bool
skip_version(text_view *value)
{
    text_view name;
    text_view version;

    if (text_view_skip(value, TEXT_VIEW("SIP/2.0/")))
        return true;
    return part_next(value, '/', &name) && part_next(value, '/', &version) &&
           text_view_equals_ignoring_case(name, TEXT_VIEW("SIP")) &&
           text_view_equals(version, TEXT_VIEW("2.0"));
}

bool
sip_via_parse(text_view value, sip_via *via)
{
    text_view transport;
    size_t end;

    *via = (sip_via){0};
    /* A tab may stand for the blank before the sent-by. */
    if (!skip_version(&value) || !part_next(&value, ' ', &transport) || text_view_is_empty(transport))
        return false;
    via->transport = transport;
    end = text_view_find(value, ';');
    via->parameters = text_view_from(value, end);
    return sip_host_port_parse(text_view_first(value, end), &via->sent_by);
}

/* The parameter that can have that name, by its length; NULL where none can. *full is the name. */
static text_view *
candidate(sip_via_parameters *read, text_view name, text_view *full)
{
    switch (name.length) {
    case sizeof "rport" - 1:
        *full = TEXT_VIEW("rport");
        return &read->rport;
    case sizeof "branch" - 1:
        *full = TEXT_VIEW("branch");
        return &read->branch;
    case sizeof "received" - 1:
        *full = TEXT_VIEW("received");
        return &read->received;
    case sizeof "egress-zone" - 1:
        *full = TEXT_VIEW("egress-zone");
        return &read->egress_zone;
    case sizeof "ingress-zone" - 1:
        *full = TEXT_VIEW("ingress-zone");
        return &read->ingress_zone;
    case sizeof "proxy-call-id" - 1:
        *full = TEXT_VIEW("proxy-call-id");
        return &read->proxy_call_id;
    case sizeof "ingress-zone-id" - 1:
        *full = TEXT_VIEW("ingress-zone-id");
        return &read->ingress_zone_id;
    default:
        return NULL;
    }
}

void
sip_via_parameters_read(text_view parameters, sip_via_parameters *read)
{
    text_view full;
    text_view name;
    text_view value;

    *read = (sip_via_parameters){0};
    while (sip_parameter_next(&parameters, &name, &value)) {
        text_view *known = candidate(read, name, &full);

        if (known == NULL || known->data != NULL || !text_view_equals_ignoring_case(name, full))
            continue;
        if (value.data == NULL && (known == &read->branch || known == &read->received))
            value = text_view_from(name, name.length);
        if (known != &read->rport || value.length > 0)
            *known = value;
    }
}
