/* finding-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding-text.h"

#include "line.h"

#include "../capture/consequence/service.h"
#include "../capture/summary.h"

#include <string.h>

/* How many frames are listed for one kind. */
#define FRAMES_NAMED 8

/* What the connection's two flows have in common is reported once. */
typedef struct {
    FILE *out;
    wmem_allocator_t *scratch;
    const connection *one;
    wmem_array_t *found; /* finding *: of both flows */
    const finding *first;
} finding_page;

static void
append_all(wmem_array_t *to, wmem_array_t *from)
{
    for (guint i = 0; i < wmem_array_get_count(from); i++)
        wmem_array_append(to, wmem_array_index(from, i), 1);
}

/* Whether the flow's verdict rests on the finding. */
static bool
is_verdict(const finding *found, const flow_summary *summary)
{
    if (!found->is_of_address)
        return false;
    return found->of == summary->verdict && found->sure == summary->confidence;
}

static const finding *
choose_first(const finding_page *page)
{
    const flow_summary *summary = summary_of(page->one->lead);
    const finding *chosen = NULL;

    for (guint i = 0; i < wmem_array_get_count(page->found); i++) {
        const finding *found = *(finding **)wmem_array_index(page->found, i);

        if (is_verdict(found, summary) && (chosen == NULL || found->claim == summary->decided_by))
            chosen = found;
    }
    return chosen;
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

/* A keep-alive shows the fault before anyone logs in, so that monitoring can warn in time. */
static void
print_early_warning(const finding_page *page)
{
    const expressway_service *failed = first_failed_service(page->first->flow);
    const flow_claim *claim = page->first->claim;
    nstime_t before;

    if (failed == NULL || claim == NULL || !verdict_is_fault(page->first->of) ||
        page->first->sure != CONFIDENCE_PROVEN || claim->received_frame == 0 ||
        claim->received_frame != claim->first_frame || claim->received_frame > failed->response_frame)
        return;
    nstime_delta(&before, &failed->response_time, &claim->first_time);
    line_print(page->out, "Early",
               "The fault was there, and provable, in frame %u: %.3f s before the first SERVICE failed.",
               claim->received_frame, nstime_to_sec(&before));
}

/* Lines that most readers look for come first. */
static void
print_first(const finding_page *page)
{
    const finding *first = page->first;
    guint reasons = wmem_array_get_count(first->why);

    line_text(page->out, "Found", first->seen);
    for (guint i = 0; i < reasons; i++)
        line_print(page->out, i == 0 ? "Why" : "", "- %s", *(char **)wmem_array_index(first->why, i));
    print_early_warning(page);
    if (first->means != NULL)
        line_text(page->out, "Means", first->means);
    if (first->cure != NULL)
        line_text(page->out, "To do", first->cure);
    if (first->prove != NULL && !first->is_accepted)
        line_text(page->out, first->of == VERDICT_UNDETERMINED ? "Decides" : "To prove", first->prove);
}

static void
print_in_brief(const finding_page *page, const char *label, const finding *found, guint count,
               const char *frames)
{
    const char *times = count > 1 ? wmem_strdup_printf(page->scratch, ", %u times, frames %s", count, frames)
                                  : wmem_strdup_printf(page->scratch, ", frame %s", frames);

    line_print(page->out, label, "- %s (%s%s%s%s): %s", found->kind->key, finding_severity_name(found),
               found->sure != CONFIDENCE_NONE ? ", " : "",
               found->sure != CONFIDENCE_NONE ? confidence_name(found->sure) : "", times, found->seen);
}

/* What both sides show is found on both flows. */
static bool
is_said_already(const finding_page *page, const finding *found)
{
    return page->first != NULL && found->kind == page->first->kind &&
           strcmp(found->seen, page->first->seen) == 0;
}

/* One line for each kind. Findings that only the other side's flow has are listed with its frames. */
static void
print_kind(const finding_page *page, const finding_kind *kind, const char **label)
{
    wmem_strbuf_t *frames = wmem_strbuf_new(page->scratch, "");
    const finding *begun = NULL;
    guint count = 0;

    for (guint i = 0; i < wmem_array_get_count(page->found); i++) {
        const finding *found = *(finding **)wmem_array_index(page->found, i);

        if (found->kind != kind || is_said_already(page, found) ||
            (begun != NULL && found->flow != begun->flow))
            continue;
        if (begun == NULL)
            begun = found;
        if (count < FRAMES_NAMED)
            wmem_strbuf_append_printf(frames, "%s%u", count > 0 ? ", " : "", found->frame);
        count++;
    }
    if (begun == NULL)
        return;
    if (count > FRAMES_NAMED)
        wmem_strbuf_append(frames, ", ...");
    print_in_brief(page, *label, begun, count, wmem_strbuf_get_str(frames));
    *label = "";
    if (begun->cure != NULL && (page->first == NULL || begun->cure != page->first->cure))
        line_print(page->out, "", "  %s", begun->cure);
}

/* A correct address rules out what most people suspect. */
static void
print_ruled_out(const finding_page *page)
{
    if (page->first == NULL || !page->first->is_right || page->first->sure != CONFIDENCE_PROVEN)
        return;
    for (guint i = 0; i < wmem_array_get_count(page->found); i++) {
        const finding *found = *(finding **)wmem_array_index(page->found, i);

        if (found->sure == CONFIDENCE_PROVEN && finding_severity_of(found) >= FINDING_WARNING) {
            line_text(
                page->out, "NAT",
                "Address translation is not the cause: Expressway-E sees Expressway-C at C's own address (proven).");
            return;
        }
    }
}

void
finding_text(FILE *out, wmem_allocator_t *scratch, const connection *one)
{
    finding_page page = {.out = out, .scratch = scratch, .one = one};
    const char *label = "Also";

    page.found = findings_of_flow(scratch, one->lead);
    if (one->other != NULL)
        append_all(page.found, findings_of_flow(scratch, one->other));
    page.first = choose_first(&page);
    if (page.first != NULL)
        print_first(&page);
    print_ruled_out(&page);
    for (guint i = 0; i < findings_kind_count(); i++)
        print_kind(&page, findings_kind(i), &label);
}
