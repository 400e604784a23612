/* story.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "story.h"

#include "../capture/consequence/connect.h"
#include "../capture/judgement.h"
#include "../capture/consequence/service.h"
#include "../capture/summary.h"

typedef struct {
    wmem_allocator_t *allocator;
    wmem_array_t *events;
} teller;

static void G_GNUC_PRINTF(4, 5)
    tell(const teller *to, guint32 frame, const nstime_t *when, const char *format, ...)
{
    story_event event = {.frame = frame};
    va_list arguments;

    if (frame == 0)
        return;
    if (when != NULL)
        event.when = *when;
    va_start(arguments, format);
    event.text = wmem_strdup_vprintf(to->allocator, format, arguments);
    va_end(arguments);
    wmem_array_append_one(to->events, event);
}

static void
tell_attempt(const teller *to, const connect_attempt *attempt)
{
    char source[ENDPOINT_TEXT_SIZE];
    char destination[ENDPOINT_TEXT_SIZE];

    tell(to, attempt->syn_frame, &attempt->syn_time, "Expressway-C tries to connect: %s -> %s, %s%s",
         endpoint_format(attempt->source, source), endpoint_format(attempt->destination, destination),
         connect_outcome_name(attempt->outcome),
         attempt->outcome_frame != 0
             ? wmem_strdup_printf(to->allocator, " in frame %u", attempt->outcome_frame)
             : "");
}

/* What became of the phone's REGISTER. */
static void
tell_forwarded(const teller *to, const expressway_service *service)
{
    if (service->forwarded_answer != 0)
        tell(to, service->forwarded_frame, &service->forwarded_time,
             "Expressway-E forwards the REGISTER to Expressway-C: answered %u in frame %u",
             service->forwarded_status, service->forwarded_answer);
    else
        tell(to, service->forwarded_frame, &service->forwarded_time,
             "Expressway-E forwards the REGISTER to Expressway-C: not answered in this capture");
}

/* ", caused by REGISTER of frame 9, which is not forwarded in this capture". */
static const char *
cause_of(const teller *to, const expressway_service *service)
{
    if (service->register_frame == 0)
        return "";
    return wmem_strdup_printf(
        to->allocator, ", caused by REGISTER of frame %u%s", service->register_frame,
        service->forwarded_frame == 0 ? ", which was not forwarded to Expressway-C in this capture" : "");
}

static void
tell_service(const teller *to, const expressway_service *service)
{
    wmem_list_frame_t *at = service->connects != NULL ? wmem_list_head(service->connects) : NULL;
    const char *user = service->user;
    nstime_t taken;

    tell(to, service->request_frame, &service->request_time, "SERVICE%s%s, Route %s%s",
         user != NULL ? " for " : "", user != NULL ? user : "",
         service->claim != NULL ? service->claim->text : "cannot be read", cause_of(to, service));
    for (; at != NULL; at = wmem_list_frame_next(at))
        tell_attempt(to, (const connect_attempt *)wmem_list_frame_data(at));
    nstime_delta(&taken, &service->response_time, &service->request_time);
    tell(to, service->response_frame, &service->response_time, "SERVICE of frame %u answered %u after %.3f s",
         service->request_frame, service->status, nstime_to_sec(&taken));
    tell_forwarded(to, service);
}

static void
tell_services(const teller *to, const expressway_flow *flow)
{
    wmem_list_frame_t *at = flow->services.list != NULL ? wmem_list_head(flow->services.list) : NULL;

    for (guint told = 0; at != NULL && told < STORY_SERVICES; at = wmem_list_frame_next(at), told++)
        tell_service(to, (const expressway_service *)wmem_list_frame_data(at));
}

/* Only claims that a response made first: the others are reported with their SERVICE. */
static void
tell_received(const teller *to, const expressway_flow *flow)
{
    guint count = flow->details->claims.list != NULL ? wmem_array_get_count(flow->details->claims.list) : 0;

    for (guint i = 0; i < count; i++) {
        const flow_claim *claim = *(flow_claim **)wmem_array_index(flow->details->claims.list, i);
        verdict_answer judged = judgement_of(flow, claim);

        if (claim->received_frame == claim->first_frame)
            tell(to, claim->received_frame, &claim->first_time,
                 "Expressway-E's response says that it saw Expressway-C at %s: %s", claim->text,
                 verdict_name(judged.verdict));
    }
}

static void
tell_pattern(const teller *to, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    wmem_list_frame_t *at =
        flow->details->connects.list != NULL ? wmem_list_head(flow->details->connects.list) : NULL;

    for (; at != NULL && summary->vain != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if (summary_tells(summary, attempt) && wmem_array_get_count(to->events) < STORY_SERVICES)
            tell_attempt(to, attempt);
    }
}

static int
by_frame(const void *a, const void *b)
{
    const story_event *left = (const story_event *)a;
    const story_event *right = (const story_event *)b;

    return left->frame < right->frame ? -1 : left->frame > right->frame;
}

wmem_array_t *
story_of(wmem_allocator_t *allocator, const connection *one)
{
    teller to = {allocator, wmem_array_new(allocator, sizeof(story_event))};
    const expressway_flow *flow = connection_with_services(one);

    if (flow->sip.is_expressway) {
        tell_received(&to, flow);
        tell_services(&to, flow);
    }
    tell_pattern(&to, one->lead);
    if (one->other != NULL)
        tell_pattern(&to, one->other);
    if (wmem_array_get_count(to.events) > 1)
        wmem_array_sort(to.events, by_frame);
    return to.events;
}
