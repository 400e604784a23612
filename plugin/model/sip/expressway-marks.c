/* expressway-marks.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "expressway-marks.h"

#include "sip-uri.h"

/* "TANDBERG/4132 (X8.7.2)": products 4100 to 4199 are VCS and Expressway. Endpoints have three digits, and
 * the B2BUA is 4352. */
static bool
product_is_expressway(text_view product)
{
    return text_view_skip(&product, TEXT_VIEW("TANDBERG/41")) && text_view_count_digits(product) == 2;
}

static text_view
version_of(text_view product)
{
    text_view version = text_view_from(product, text_view_find(product, '(') + 1);

    version = text_view_trim(text_view_first(version, text_view_find(version, ')')));
    return text_view_is_empty(version) ? (text_view){NULL, 0} : version;
}

static bool
is_service(const sip_message *message)
{
    uint32_t number;
    text_view method = message->method;

    if (!message->is_request && !sip_cseq_parse(message->first[SIP_CSEQ], &number, &method))
        return false;
    return text_view_equals(method, TEXT_VIEW("SERVICE"));
}

static bool
user_is_serviceproxy(const sip_message *message, sip_header_name header)
{
    text_view uri_text;
    sip_uri uri;

    return sip_address_uri(sip_first_value(message, header), &uri_text) &&
           (sip_uri_parse(uri_text, &uri) || uri.user.data != NULL) &&
           text_view_equals(uri.user, TEXT_VIEW("serviceproxy"));
}

static void
read_via(text_view parameters, expressway_marks *marks)
{
    const struct {
        text_view name;
        text_view *mark;
    } known[] = {{TEXT_VIEW("egress-zone"), &marks->egress_zone},
                 {TEXT_VIEW("ingress-zone"), &marks->ingress_zone},
                 {TEXT_VIEW("ingress-zone-id"), &marks->ingress_id},
                 {TEXT_VIEW("proxy-call-id"), &marks->proxy_call_id}};
    text_view name;
    text_view value;

    while (sip_parameter_next(&parameters, &name, &value)) {
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            if (known[i].mark->data == NULL && text_view_equals_ignoring_case(name, known[i].name))
                *known[i].mark = value;
        }
    }
}

bool
expressway_marks_read(const sip_message *message, expressway_marks *marks)
{
    text_view product = message->first[message->is_request ? SIP_USER_AGENT : SIP_SERVER];
    bool service = is_service(message);
    bool marked = false;
    sip_via via;

    *marks = (expressway_marks){0};
    if (text_view_is_empty(product))
        product = message->first[message->is_request ? SIP_SERVER : SIP_USER_AGENT];
    if (product_is_expressway(product)) {
        marks->version = version_of(product);
        marked = service || message->via_count == 1;
    }
    /* The parameters are set even where the sent-by is malformed: such a message is still ours to report. */
    if (sip_via_parse(sip_first_value(message, SIP_VIA), &via) || via.parameters.data != NULL)
        read_via(via.parameters, marks);
    return marked || marks->egress_zone.data != NULL || marks->ingress_zone.data != NULL ||
           (service &&
            (user_is_serviceproxy(message, SIP_FROM) || user_is_serviceproxy(message, SIP_CONTACT) ||
             user_is_serviceproxy(message, SIP_ASSERTED_IDENTITY)));
}
