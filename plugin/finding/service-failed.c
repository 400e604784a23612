/* service-failed.c
 * A SERVICE that was answered with a failure.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

#include "../capture/consequence/service.h"
#include "../capture/summary.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_service_failed = {
    "service_failed",
    "expressway.expert.service_failed",
    "SERVICE failed on a connection whose client address is translated",
    PI_RESPONSE_CODE,
    PI_ERROR,
    FINDING_OF_MESSAGE,
    find};
const finding_kind finding_service_refused = {"service_refused",
                                              "expressway.expert.service_refused",
                                              "SERVICE failed",
                                              PI_RESPONSE_CODE,
                                              PI_WARN,
                                              0,
                                              NULL};

static void
add_reasons(const finding_search *search, finding *found, const expressway_service *service)
{
    wmem_list_frame_t *at =
        search->wants_reasons && service->connects != NULL ? wmem_list_head(service->connects) : NULL;
    char destination[ENDPOINT_TEXT_SIZE];

    finding_because(search, found, service->request_frame, "SERVICE in frame %u%s%s", service->request_frame,
                    service->claim != NULL ? " names " : "",
                    service->claim != NULL ? service->claim->text : "");
    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        finding_because(search, found, attempt->syn_frame,
                        "Expressway-C tried to connect to %s in frame %u: %s",
                        endpoint_format(attempt->destination, destination), attempt->syn_frame,
                        connect_outcome_name(attempt->outcome));
    }
    finding_because(search, found, service->response_frame, "the answer in frame %u is %u",
                    service->response_frame, service->status);
    finding_shown_in(search, found, service->register_frame);
}

static void
describe_failed(const finding_search *search, finding *found, const expressway_service *service,
                const flow_summary *summary)
{
    found->kind = &finding_service_failed;
    found->severity = found->kind->severity;
    found->sure = summary->confidence;
    found->seen = wmem_strdup_printf(search->allocator,
                                     "SERVICE of frame %u failed with %u on a connection that is %s (%s).",
                                     service->request_frame, service->status, verdict_name(summary->verdict),
                                     confidence_name(summary->confidence));
    found->brief = wmem_strdup_printf(
        search->allocator,
        "SERVICE of frame %u failed with %u on a connection that is %s (%s): the phone gets no phone services",
        service->request_frame, service->status, verdict_name(summary->verdict),
        confidence_name(summary->confidence));
    found->cure = client_address_cure(summary->verdict);
    if (summary->confidence != CONFIDENCE_PROVEN)
        found->prove = client_address_proof_at_c;
}

static void
describe_refused(const finding_search *search, finding *found, const expressway_service *service)
{
    found->seen = wmem_strdup_printf(
        search->allocator,
        "SERVICE of frame %u failed with %u; no translation of the client's address is known.",
        service->request_frame, service->status);
    found->brief = wmem_strdup_printf(
        search->allocator,
        "SERVICE of frame %u failed with %u; no translation of the client's address is known",
        service->request_frame, service->status);
}

static void
look_at(finding_search *search, const expressway_service *service)
{
    const flow_summary *summary = summary_of(service->flow);
    finding *found;

    if (service->status < 300 || !finding_is_asked(search, service->response_frame))
        return;
    found = finding_add(search, &finding_service_refused, CONFIDENCE_PROVEN, service->response_frame);
    found->item = FINDING_ON_RESPONSE;
    found->means = "The phone of this SERVICE gets no phone services.";
    if (verdict_is_fault(summary->verdict))
        describe_failed(search, found, service, summary);
    else
        describe_refused(search, found, service);
    add_reasons(search, found, service);
}

static void
find(finding_search *search)
{
    wmem_list_t *services = search->flow->sip.is_expressway ? search->flow->services.list : NULL;
    wmem_list_frame_t *at;

    if (search->record != NULL) {
        if (search->record->response != NULL)
            look_at(search, search->record->response);
        return;
    }
    for (at = services != NULL ? wmem_list_head(services) : NULL; at != NULL; at = wmem_list_frame_next(at))
        look_at(search, (const expressway_service *)wmem_list_frame_data(at));
}
