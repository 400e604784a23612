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

/* What the parameter can be, by as few letters as possible; NULL where it is not one that matters. *name is
 * then its name. */
static text_view *
candidate(sip_via_parameters *read, text_view parameter, text_view *name)
{
    const size_t differ = sizeof "ingress-zone" - 1;
    bool has_suffix = parameter.length > differ && parameter.data[differ] == '-';

    switch (parameter.length > 1 ? text_lower(parameter.data[0]) : '\0') {
    case 'b':
        *name = TEXT_VIEW("branch");
        return &read->branch;
    case 'e':
        *name = TEXT_VIEW("egress-zone");
        return &read->egress_zone;
    case 'i':
        *name = has_suffix ? TEXT_VIEW("ingress-zone-id") : TEXT_VIEW("ingress-zone");
        return has_suffix ? &read->ingress_zone_id : &read->ingress_zone;
    case 'p':
        *name = TEXT_VIEW("proxy-call-id");
        return &read->proxy_call_id;
    case 'r':
        if (text_lower(parameter.data[1]) == 'p') {
            *name = TEXT_VIEW("rport");
            return &read->rport;
        }
        *name = TEXT_VIEW("received");
        return &read->received;
    default:
        return NULL;
    }
}

/* What follows the name: a value, or nothing. False where the name goes on. */
static bool
value_of(text_view behind_name, text_view *value)
{
    *value = (text_view){NULL, 0};
    while (behind_name.length > 0 && text_is_space(behind_name.data[0]))
        behind_name = text_view_from(behind_name, 1);
    if (behind_name.length == 0)
        return true;
    *value = text_view_trim(text_view_from(behind_name, 1));
    return behind_name.data[0] == '=';
}

void
sip_via_parameters_read(text_view parameters, sip_via_parameters *read)
{
    text_view parameter;
    text_view name;
    text_view value;

    *read = (sip_via_parameters){0};
    while (sip_parameter_take(&parameters, &parameter)) {
        text_view *known = candidate(read, parameter, &name);

        if (known == NULL || known->data != NULL || !text_view_starts_with_ignoring_case(parameter, name) ||
            !value_of(text_view_from(parameter, name.length), &value))
            continue;
        if (value.data == NULL && (known == &read->branch || known == &read->received))
            value = text_view_from(parameter, parameter.length);
        if (known != &read->rport || value.length > 0)
            *known = value;
    }
}
