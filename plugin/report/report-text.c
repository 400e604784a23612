/* report-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-text.h"

#include "../show/leg-tree.h"
#include "story.h"
#include "../show/values.h"
#include "../show/wording.h"

#include "../capture/judgement.h"
#include "../capture/consequence/service.h"
#include "../capture/summary.h"
#include "../capture/leg/leg.h"
#include "../capture/leg/vantage.h"

#include <epan/to_str.h>

#include <math.h>
#include <stdio.h>

#define LINE_WIDTH 100
#define LABEL_WIDTH 12
#define NANOSECONDS_OF_MILLISECOND 1e6

#define PROOF                                                                                                \
    "Capture at Expressway-C: there the Route or received/rport must name another address than the "         \
    "packet's destination."
#define PROOF_FROM_C                                                                                         \
    "Read the SERVICE in Expressway-C's diagnostic log: its first Route names the address that E takes for " \
    "C's. Or look at "                                                                                       \
    "Expressway-E where the connection comes from."

void
report_text_line(const char *label, const char *text)
{
    size_t hang = g_str_has_prefix(text, "- ") ? 2 : 0;
    size_t room = LINE_WIDTH - LABEL_WIDTH;

    fprintf(stdout, "  %-9s ", label);
    while (strlen(text) > room) {
        size_t end = room;

        while (end > 0 && text[end] != ' ')
            end--;
        if (end == 0)
            end = (size_t)(g_utf8_find_prev_char(text, text + room + 1) - text);
        fprintf(stdout, "%.*s\n%*s", (int)end, text, (int)(LABEL_WIDTH + hang), "");
        text += end + (text[end] == ' ' ? 1 : 0);
        room = LINE_WIDTH - LABEL_WIDTH - hang;
    }
    fprintf(stdout, "%s\n", text);
}

static void G_GNUC_PRINTF(2, 3) line(const char *label, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report_text_line(label, text);
    g_free(text);
}

static void
print_who(wmem_allocator_t *scratch, const expressway_flow *flow)
{
    bool is_someone_else = flow_has_foreign_sip(flow);
    wmem_strbuf_t *more = wmem_strbuf_new(scratch, NULL);

    line("Who", is_someone_else ? "client %s -> server %s" : "Expressway-C %s -> Expressway-E %s",
         flow->client_text, flow->server_text);
    if (flow->sip.version != NULL)
        wmem_strbuf_append_printf(more, "version %s, ", flow->sip.version);
    if (flow->sip.zone != NULL)
        wmem_strbuf_append_printf(more, "zone %s, ", flow->sip.zone);
    wmem_strbuf_append_printf(more, "captured at: %s, frames %u to %u",
                              val_to_str_const(vantage_of(flow), expressway_vantages, "unknown"),
                              flow->first_frame, flow->last_frame);
    line("", "%s", wmem_strbuf_get_str(more));
}

/* The other side, what was translated on the way there, and how the clocks differ. */
static void
print_legs(wmem_allocator_t *scratch, const expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);
    const expressway_flow *peer;
    const char *translation;
    guint32 frame;

    if (pair == NULL)
        return;
    peer = leg_tree_peer(pair, flow, &frame);
    if (peer == flow)
        line("Legs", "captured at both sides, with the same addresses");
    else
        line("Legs", "other side: flow %u, %s -> %s, recognised by %s in frame %u", peer->number,
             peer->client_text, peer->server_text, leg_pairing_name(pair->paired_by), frame);
    translation = leg_tree_source_translation(scratch, pair);
    line("", translation != NULL ? "source translated: %s" : "source not translated%s",
         translation != NULL ? translation : "");
    translation = leg_tree_destination_translation(scratch, pair);
    if (translation != NULL)
        line("", "destination translated: %s", translation);
    if (!pair->sides_known)
        line("", "which of the two is Expressway-C's side, nothing in these captures tells");
    if (pair->has_offset && fabs((double)pair->offset) < NANOSECONDS_OF_MILLISECOND)
        line("", "the clocks of both sides agree to the millisecond");
    else if (pair->has_offset)
        line("", "the clock at Expressway-E's side is %.3f s %s", fabs((double)pair->offset / 1e9),
             pair->offset < 0 ? "behind" : "ahead");
}

static void
print_evidence(wmem_allocator_t *scratch, const expressway_flow *flow, const flow_claim *claim,
               const verdict_answer *judged)
{
    wmem_array_t *reasons =
        wording_evidence(scratch, flow, claim, judged, claim->route_frame != 0,
                         claim->route_frame != 0 ? claim->route_frame : claim->received_frame);

    for (guint i = 0; i < wmem_array_get_count(reasons); i++)
        line(i == 0 ? "Why" : "", "- %s", *(char **)wmem_array_index(reasons, i));
}

static const char *
clock_time(wmem_allocator_t *scratch, const nstime_t *when)
{
    const char *text = abs_time_to_str(scratch, when, ABSOLUTE_TIME_UTC, FALSE);
    const char *clock = strchr(text, ':');

    /* "Apr 19, 2016 07:09:13.974395000": the day is said once, and a story needs no nanoseconds. */
    return clock != NULL && clock - text >= 2 ? wmem_strndup(scratch, clock - 2, sizeof "07:09:13.974395" - 1)
                                              : text;
}

static void
print_story(wmem_allocator_t *scratch, expressway_flow *flow)
{
    wmem_array_t *events = story_of(scratch, flow);

    for (guint i = 0; i < wmem_array_get_count(events); i++) {
        const story_event *event = (const story_event *)wmem_array_index(events, i);

        if (i == 0)
            line("Story", "times are UTC");
        line("", "- frame %u%s%s: %s", event->frame, nstime_is_zero(&event->when) ? "" : ", ",
             nstime_is_zero(&event->when) ? "" : clock_time(scratch, &event->when), event->text);
    }
    if (flow->services.list != NULL && wmem_list_count(flow->services.list) > STORY_SERVICES)
        line("", "and %u more SERVICE requests", wmem_list_count(flow->services.list) - STORY_SERVICES);
    if (flow->services.not_kept > 0)
        line("Note", "%u earlier SERVICE requests were not kept", flow->services.not_kept);
    if (flow->connects.not_kept > 0)
        line("Note", "%u earlier attempts to connect were not kept", flow->connects.not_kept);
}

static const expressway_service *
first_failed_service(const expressway_flow *flow)
{
    wmem_list_frame_t *at = flow->services.list != NULL ? wmem_list_head(flow->services.list) : NULL;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const expressway_service *service = (const expressway_service *)wmem_list_frame_data(at);

        if (service->status >= 300)
            return service;
    }
    return NULL;
}

/* A keep-alive tells before anyone logs in: whoever watches for it is warned in time. */
static void
print_early_warning(const expressway_flow *flow, const flow_claim *claim, const verdict_answer *judged)
{
    const expressway_service *failed = first_failed_service(flow);
    nstime_t before;

    if (failed == NULL || !verdict_is_fault(judged->verdict) || judged->confidence != CONFIDENCE_PROVEN ||
        claim->received_frame == 0 || claim->received_frame != claim->first_frame ||
        claim->received_frame > failed->response_frame)
        return;
    nstime_delta(&before, &failed->response_time, &claim->first_time);
    line("Early", "The fault was there, and provable, in frame %u: %.3f s before the first SERVICE failed.",
         claim->received_frame, nstime_to_sec(&before));
}

/* What became of the REGISTERs that caused the SERVICEs. */
static void
print_registers(const expressway_flow *flow)
{
    wmem_list_frame_t *at = flow->services.list != NULL ? wmem_list_head(flow->services.list) : NULL;
    guint32 told = 0;

    for (; at != NULL; at = wmem_list_frame_next(at)) {
        const expressway_service *service = (const expressway_service *)wmem_list_frame_data(at);

        if (service->register_frame == 0 || service->register_frame == told)
            continue;
        told = service->register_frame;
        if (service->forwarded_frame != 0)
            line("REGISTER", "The phone's REGISTER of frame %u was forwarded to Expressway-C in frame %u.",
                 told, service->forwarded_frame);
        else
            line("REGISTER",
                 "The phone's REGISTER of frame %u was not forwarded to Expressway-C in this capture.", told);
    }
}

static void
print_conflict(const flow_summary *summary)
{
    const flow_claim *one = summary->conflict[0];
    const flow_claim *other = summary->conflict[1];

    if (one != NULL)
        line("Conflict", "frame %u says %s, frame %u says %s, and both are proven: look at these frames",
             one->first_frame, one->text, other->first_frame, other->text);
}

/* The claim that stands for the flow: the one that decided, else the latest. */
static const flow_claim *
claim_of(const expressway_flow *flow, const flow_summary *summary)
{
    guint count =
        flow->claims.list != NULL && flow->sip.is_expressway ? wmem_array_get_count(flow->claims.list) : 0;

    if (summary->decided_by != NULL || count == 0)
        return summary->decided_by;
    return *(flow_claim **)wmem_array_index(flow->claims.list, count - 1);
}

static void
print_no_claim(const expressway_flow *flow)
{
    if (!flow->sip.is_seen)
        line("Found",
             "nothing: the connection is encrypted, and no address that E takes for C's can be read.");
    else if (!flow->sip.is_expressway)
        line("Found", "nothing: its SIP bears no mark of an Expressway, so it is not judged.");
    else
        line("Found", "nothing: no SERVICE, and no response with received= from Expressway-E.");
    if (flow_has_foreign_sip(flow))
        line("To do", "Nothing, unless this is an Expressway.");
    else if (flow->sip.is_seen)
        line(
            "To do",
            "Capture until a phone has tried to register, or take the diagnostic log, which has the SIP in clear.");
    else
        line(
            "To do",
            "At Expressway-C's side: capture while phones try to register (port translation leaves no trace there). At Expressway-E's side: give E's LAN and public address in the preferences (table of addresses). At either: the diagnostic log has the SIP in clear.");
}

static void
print_finding(wmem_allocator_t *scratch, const expressway_flow *flow, const flow_claim *claim)
{
    verdict_answer judged = judgement_of(flow, claim);
    const char *meaning = wording_meaning(claim, &judged);
    const char *cure = wording_cure_at_length(judged.verdict, claim);

    line("Found", "%s", wording_what_is_seen(scratch, claim, &judged));
    print_evidence(scratch, flow, claim, &judged);
    if (judged.verdict == VERDICT_UNDETERMINED)
        line("Open", "%s", wording_undetermined(scratch, flow, claim, &judged));
    print_early_warning(flow, claim, &judged);
    if (meaning != NULL)
        line("Means", "%s", meaning);
    print_registers(flow);
    if (cure != NULL)
        line("To do", "%s", cure);
    if (cure != NULL && judged.confidence == CONFIDENCE_PROBABLE && claim->accepted_frame == 0)
        line("To prove", PROOF);
}

/* Nothing can be read, and yet there is a verdict. */
static void
print_encrypted_finding(wmem_allocator_t *scratch, const expressway_flow *flow, const flow_summary *summary)
{
    wmem_array_t *reasons = wording_encrypted_evidence(scratch, flow, summary);

    line("Found", "%s", wording_encrypted(scratch, flow, summary));
    for (guint i = 0; i < wmem_array_get_count(reasons); i++)
        line(i == 0 ? "Why" : "", "- %s", *(char **)wmem_array_index(reasons, i));
    if (verdict_is_fault(summary->verdict))
        line("To do", "%s", wording_cure_at_length(summary->verdict, NULL));
    if (summary->confidence != CONFIDENCE_PROVEN)
        line("To prove", PROOF_FROM_C);
}

void
report_text_flow(wmem_allocator_t *scratch, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    const flow_claim *claim = claim_of(flow, summary);

    fprintf(stdout, "\nFlow %u: %s", flow->number, verdict_name(summary->verdict));
    fprintf(stdout, summary->confidence != CONFIDENCE_NONE ? " (%s)\n" : "\n",
            confidence_name(summary->confidence));
    print_who(scratch, flow);
    print_legs(scratch, flow);
    if (!flow->sip.is_seen && verdict_is_fault(summary->verdict))
        line("Note",
             "That these are Expressways is taken from the port alone: no SIP of this flow can be read.");
    if (claim != NULL)
        print_finding(scratch, flow, claim);
    else if (summary->verdict != VERDICT_UNDETERMINED || summary->vain != NULL)
        print_encrypted_finding(scratch, flow, summary);
    else
        print_no_claim(flow);
    print_story(scratch, flow);
    print_conflict(summary);
    if (flow->claims.not_kept > 0)
        line("Note",
             "%u further addresses were claimed and judged where they stand, but are not summed up here",
             flow->claims.not_kept);
}
