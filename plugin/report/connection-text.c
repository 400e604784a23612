/* connection-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connection-text.h"

#include "finding-text.h"
#include "line.h"
#include "story.h"

#include "../capture/consequence/service.h"
#include "../capture/leg/vantage.h"
#include "../capture/summary.h"
#include "../capture/leg/leg.h"
#include "../capture/value-names.h"

#include <epan/to_str.h>

#include <math.h>
#include <string.h>

#define NANOSECONDS_OF_MILLISECOND 1e6

static void
print_title(FILE *out, const connection *one)
{
    const flow_summary *summary = summary_of(one->lead);

    if (one->other != NULL)
        fprintf(out, "\nFlows %u and %u: %s", one->lead->number, one->other->number,
                verdict_name(summary->verdict));
    else
        fprintf(out, "\nFlow %u: %s", one->lead->number, verdict_name(summary->verdict));
    if (summary->confidence != CONFIDENCE_NONE)
        fprintf(out, " (%s)", confidence_name(summary->confidence));
    fputc('\n', out);
}

static const char *
place_of(const expressway_flow *flow)
{
    return val_to_str_const(vantage_of(flow), expressway_vantages, "unknown");
}

static void
print_who(FILE *out, wmem_allocator_t *scratch, const connection *one)
{
    const expressway_flow *flow = one->lead;
    wmem_strbuf_t *more = wmem_strbuf_new(scratch, "");

    line_print(out, "Who", "%s -> %s", connection_client_text(scratch, one),
               connection_server_text(scratch, one));
    if (flow->details->version != NULL)
        wmem_strbuf_append_printf(more, "version %s, ", flow->details->version);
    if (flow->details->zone != NULL)
        wmem_strbuf_append_printf(more, "zone %s, ", flow->details->zone);
    wmem_strbuf_append_printf(more, "captured at: %s, frames %u to %u", place_of(flow), flow->first_frame,
                              flow->last_frame);
    line_text(out, "", wmem_strbuf_get_str(more));
    if (one->other != NULL)
        line_print(out, "", "and at: %s, frames %u to %u, as %s -> %s", place_of(one->other),
                   one->other->first_frame, one->other->last_frame,
                   flow_end_text(scratch, one->other->client), flow_end_text(scratch, one->other->server));
    if (!flow->sip.is_seen && verdict_is_fault(summary_of(one->lead)->verdict))
        line_text(
            out, "Note",
            "That these are Expressways is taken from the port alone: no SIP of this flow can be read.");
    if (flow_has_foreign_sip(flow))
        line_text(out, "Note", "Its SIP has no mark of an Expressway, so it is not judged.");
}

/* The other side, what was translated on the way there, and how the clocks differ. */
static void
print_legs(FILE *out, wmem_allocator_t *scratch, const connection *one)
{
    const leg_pair *pair = one->pair;
    const char *translation;

    if (pair == NULL)
        return;
    if (one->other == NULL)
        line_text(out, "Legs", "captured at both sides, with the same addresses");
    else
        line_print(out, "Legs", "recognised as one connection by %s in frames %u and %u",
                   leg_pairing_name(pair->paired_by), pair->c_frame, pair->e_frame);
    translation = leg_source_translation(scratch, pair);
    line_print(out, "", translation != NULL ? "source translated: %s" : "source not translated%s",
               translation != NULL ? translation : "");
    translation = leg_destination_translation(scratch, pair);
    if (translation != NULL)
        line_print(out, "", "destination translated: %s", translation);
    if (!pair->sides_known)
        line_text(out, "", "nothing in these captures shows which of the two is Expressway-C's side");
    if (pair->has_offset && fabs((double)pair->offset) < NANOSECONDS_OF_MILLISECOND)
        line_text(out, "", "the clocks of both sides agree to the millisecond");
    else if (pair->has_offset)
        line_print(out, "", "the clock at Expressway-E's side is %.3f s %s", fabs((double)pair->offset / 1e9),
                   pair->offset < 0 ? "behind" : "ahead");
}

static const char *
clock_time(wmem_allocator_t *scratch, const nstime_t *when)
{
    const char *text = abs_time_to_str(scratch, when, ABSOLUTE_TIME_UTC, FALSE);
    const char *clock = strchr(text, ':');

    /* "Apr 19, 2016 07:09:13.974395000": the day is printed once, and a story needs no nanoseconds. */
    return clock != NULL && clock - text >= 2 ? wmem_strndup(scratch, clock - 2, sizeof "07:09:13.974395" - 1)
                                              : text;
}

static guint32
findings_not_kept(const expressway_flow *flow)
{
    return flow != NULL && flow->sip.is_expressway ? flow->sip.remarkable_not_kept : 0;
}

static void
print_not_kept(FILE *out, const connection *one)
{
    const expressway_flow *flow = connection_with_attempts(one);
    guint32 services = connection_with_services(one)->services.not_kept;
    guint32 findings = findings_not_kept(one->lead) + findings_not_kept(one->other);

    if (services > 0)
        line_print(out, "Note", "%u earlier SERVICE requests were not kept", services);
    if (flow->details->connects.not_kept > 0)
        line_print(out, "Note", "%u earlier attempts to connect were not kept",
                   flow->details->connects.not_kept);
    if (flow->details->claims.not_kept > 0)
        line_print(
            out, "Note",
            "%u further addresses were claimed; they are judged on their own frames, but not included here",
            flow->details->claims.not_kept);
    if (findings > 0)
        line_print(out, "Note", "%u further findings were not kept; they are shown on their own frames",
                   findings);
}

static void
print_story(FILE *out, wmem_allocator_t *scratch, const connection *one)
{
    const expressway_flow *flow = connection_with_services(one);
    wmem_array_t *events = story_of(scratch, one);

    for (guint i = 0; i < wmem_array_get_count(events); i++) {
        const story_event *event = (const story_event *)wmem_array_index(events, i);

        if (i == 0)
            line_text(out, "Story", "times are UTC");
        line_print(out, "", "- frame %u%s%s: %s", event->frame, nstime_is_zero(&event->when) ? "" : ", ",
                   nstime_is_zero(&event->when) ? "" : clock_time(scratch, &event->when), event->text);
    }
    if (flow->services.list != NULL && wmem_list_count(flow->services.list) > STORY_SERVICES)
        line_print(out, "", "and %u more SERVICE requests",
                   wmem_list_count(flow->services.list) - STORY_SERVICES);
}

static void
print_others(FILE *out, wmem_allocator_t *scratch, const connection_group *group)
{
    wmem_strbuf_t *named = wmem_strbuf_new(scratch, "");
    guint others = group->count - 1;

    if (others == 0)
        return;
    for (guint i = 0; i < MIN(others, CONNECTION_GROUP_NAMED); i++)
        wmem_strbuf_append_printf(named, "%s%u", i > 0 ? ", " : "", group->named[i]);
    if (others > CONNECTION_GROUP_NAMED)
        wmem_strbuf_append_printf(named, " and %u more", others - CONNECTION_GROUP_NAMED);
    line_print(
        out, "Equal",
        "%u more connection%s between the same hosts, with the same findings: flow%s %s. To see one: -z expressway,report,expressway.flow==%u",
        others, others == 1 ? "" : "s", others == 1 ? "" : "s", wmem_strbuf_get_str(named), group->named[0]);
}

void
connection_text(FILE *out, wmem_allocator_t *scratch, const connection_group *group)
{
    const connection *one = &group->first;

    print_title(out, one);
    print_who(out, scratch, one);
    print_others(out, scratch, group);
    print_legs(out, scratch, one);
    finding_text(out, scratch, one);
    print_story(out, scratch, one);
    print_not_kept(out, one);
}

void
connection_text_in_one_line(FILE *out, wmem_allocator_t *scratch, const connection_group *group)
{
    const connection *one = &group->first;
    const flow_summary *summary = summary_of(one->lead);

    line_print(out, "Flow", "%u: %s -> %s: %s (%s), %u connection%s", one->lead->number,
               connection_client_text(scratch, one), connection_server_text(scratch, one),
               verdict_name(summary->verdict), confidence_name(summary->confidence), group->count,
               group->count == 1 ? "" : "s");
}
