/* expressway-marks.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "expressway-marks.h"

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
user_is_serviceproxy(const sip_message *message, sip_header_name header)
{
    text_view uri_text;
    sip_uri uri;

    return sip_address_uri(sip_first_value(message, header), &uri_text) &&
           (sip_uri_parse(uri_text, &uri) || uri.user.data != NULL) &&
           text_view_equals(uri.user, TEXT_VIEW("serviceproxy"));
}

bool
expressway_marks_read(const sip_message *message, expressway_marks *marks)
{
    const sip_via_parameters *via = &message->via_parameters;
    text_view product = message->first[message->is_request ? SIP_USER_AGENT : SIP_SERVER];
    bool service = sip_message_is_of(message, TEXT_VIEW("SERVICE"));
    bool marked = false;

    /* The parameters are there even where the sent-by is malformed: such a message is still ours to report.
     */
    *marks = (expressway_marks){.egress_zone = via->egress_zone,
                                .ingress_zone = via->ingress_zone,
                                .ingress_id = via->ingress_zone_id,
                                .proxy_call_id = via->proxy_call_id};
    if (text_view_is_empty(product))
        product = message->first[message->is_request ? SIP_SERVER : SIP_USER_AGENT];
    if (product_is_expressway(product)) {
        marks->version = version_of(product);
        marked = service || message->via_count == 1;
    }
    return marked || marks->egress_zone.data != NULL || marks->ingress_zone.data != NULL ||
           (service &&
            (user_is_serviceproxy(message, SIP_FROM) || user_is_serviceproxy(message, SIP_CONTACT) ||
             user_is_serviceproxy(message, SIP_ASSERTED_IDENTITY)));
}
