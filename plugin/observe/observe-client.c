/* observe-client.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-client.h"

#include "../capture/consequence/mra-registration.h"
#include "../capture/consequence/service.h"
#include "../capture/evidence.h"

#include "../model/sip/client-word.h"
#include "tls/service-certificate.h"

static void
note_client_word(const observed_message *seen, host_address host, const char *said)
{
    if (!observed_message_is_own_word(seen, host))
        return;
    seen->record->client_word = host;
    seen->record->client_word_from = said;
    evidence_learn_client_word(seen->flow, host, seen->pinfo->num, said);
}

static void
observe_request(const observed_message *seen)
{
    sip_host_port where;

    if (client_word_from_via(seen->message, &where)) {
        seen->record->via_host = where.address.host;
        note_client_word(seen, where.address.host, "top Via of Expressway-C's request");
    }
    if (client_word_dialled(seen->message, &where))
        evidence_learn_dialled(seen->flow, where.address.host, seen->pinfo->num);
}

static void
observe_response(const observed_message *seen)
{
    sip_host_port where;

    if (sip_message_is_of(seen->message, TEXT_VIEW("REGISTER")))
        mra_registration_note_answer(seen->flow, seen->message, seen->pinfo);
    if (!service_is_method_of(seen->message))
        return;
    if (client_word_from_warning(seen->message, &where))
        note_client_word(seen, where.address.host, "Warning: 399 of Expressway-C's response to SERVICE");
    seen->record->response = service_note_response(seen->flow, seen->message, seen->pinfo);
    service_certificate_answered(seen);
    if (seen->record->response == NULL && seen->message->status == 408)
        service_note_lone_timeout(seen->flow, seen->pinfo->num);
}

void
observe_client_message(const observed_message *seen)
{
    if (seen->message->is_request)
        observe_request(seen);
    else
        observe_response(seen);
}
