/* observe-server.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-server.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/consequence/service.h"
#include "../capture/evidence.h"

#include "../model/sip/client-word.h"
#include "tls/service-certificate.h"

/* A message that was not captured completely is not malformed. */
static void
note_open_call(const observed_message *seen)
{
    text_view body = seen->message->body;
    claim read = {.place = body, .problem = "the methodCall does not end"};
    guint32 length;

    if (text_view_to_number(seen->message->first[SIP_CONTENT_LENGTH], G_MAXUINT32, &length) && length > 0 &&
        body.length == length)
        observed_message_note_malformed(seen, "Body of SERVICE", &read);
}

static void
note_service(const observed_message *seen)
{
    service_news news;
    expressway_service *service =
        service_note_request(seen->flow, seen->record->route, seen->message, seen->pinfo, &news);

    seen->record->request = service;
    if (news != SERVICE_IS_REPEATED)
        mra_registration_join(service);
    if (news == SERVICE_IS_NEW)
        connect_expect(service);
}

static void
observe_request(const observed_message *seen)
{
    sip_host_port via = {.port_text = {NULL, 0}};
    claim read;

    if (client_word_from_via(seen->message, &via))
        evidence_learn_e_address(seen->flow, via.address.host, seen->pinfo->num,
                                 "top Via of Expressway-E's request");
    if (text_view_equals(seen->message->method, TEXT_VIEW("REGISTER")))
        mra_registration_note_forwarded(seen->flow, seen->message, seen->pinfo);
    seen->record->via_host = via.address.host;
    if (!service_is_method_of(seen->message))
        return;
    switch (claim_from_route(seen->message, &read)) {
    case CLAIM_NONE:
        return;
    case CLAIM_MALFORMED:
        observed_message_note_malformed(seen, "First Route of SERVICE", &read);
        break;
    case CLAIM_READ:
        seen->record->route = observed_message_note_claim(seen, &read, FLOW_CLAIM_IN_ROUTE);
        break;
    }
    note_service(seen);
    service_certificate_observe(seen);
    if (seen->record->request->has_call && !seen->record->request->call_has_end &&
        seen->record->malformed == NULL)
        note_open_call(seen);
}

/* E adds `received` to C's own Via and leaves the rest of it as it is. Captured requests of C have already
 * shown it. */
static void
note_echoed_word(const observed_message *seen)
{
    sip_host_port where;

    if (seen->flow->said.client_word == NULL && client_word_from_via(seen->message, &where) &&
        observed_message_is_own_word(seen, where.address.host))
        evidence_learn_client_word(seen->flow, where.address.host, seen->pinfo->num,
                                   "C's own Via as Expressway-E's response repeats it");
}

static void
observe_response(const observed_message *seen)
{
    claim read;

    switch (claim_from_via(seen->message, &read)) {
    case CLAIM_NONE:
        break;
    case CLAIM_MALFORMED:
        observed_message_note_malformed(seen, "Top Via of Expressway-E's response", &read);
        break;
    case CLAIM_READ:
        seen->record->received = observed_message_note_claim(seen, &read, FLOW_CLAIM_IN_RECEIVED);
        note_echoed_word(seen);
        break;
    }
}

void
observe_server_message(const observed_message *seen)
{
    if (seen->message->is_request)
        observe_request(seen);
    else
        observe_response(seen);
}
