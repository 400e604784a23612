/* failure-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-text.h"

#include "line.h"

#include "../capture/summary.h"
#include "../finding/findings.h"

/* Failures that are told of in full; further ones get a line each, and after the second number none. */
#define FAILURES_IN_FULL 40
#define FAILURES_AT_ALL 200

static void
print_in_full(FILE *out, const finding *found)
{
    fprintf(out, "\nFinding: %s (%s, %s)\n", found->kind->key, finding_severity_name(found),
            confidence_name(found->sure));
    line_text(out, "Found", found->seen);
    for (guint i = 0; i < wmem_array_get_count(found->why); i++)
        line_print(out, i == 0 ? "Why" : "", "- %s", *(char **)wmem_array_index(found->why, i));
    if (found->means != NULL)
        line_text(out, "Means", found->means);
    if (found->cure != NULL)
        line_text(out, "To do", found->cure);
    if (found->prove != NULL && found->sure != CONFIDENCE_PROVEN)
        line_text(out, "To prove", found->prove);
}

static void
print_in_brief(FILE *out, const finding *found)
{
    line_print(out, "Finding", "- %s (%s, %s, frame %u): %s", found->kind->key, finding_severity_name(found),
               confidence_name(found->sure), found->frame, found->seen);
}

/* A correct address rules out what most people suspect. */
static bool
is_address_right(wmem_array_t *connections)
{
    bool is_right = false;

    for (guint i = 0; i < wmem_array_get_count(connections); i++) {
        const connection *one = (const connection *)wmem_array_index(connections, i);
        const flow_summary *summary = summary_of(one->lead);

        if (verdict_is_fault(summary->verdict))
            return false;
        is_right =
            is_right || (summary->verdict == VERDICT_OWN_ADDRESS && summary->confidence == CONFIDENCE_PROVEN);
    }
    return is_right;
}

void
failure_text(FILE *out, wmem_allocator_t *scratch, wmem_array_t *connections)
{
    wmem_array_t *found = findings_of_flow(scratch, NULL);
    bool is_broken = false;
    guint told = 0;

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        if (one->failure == NULL)
            continue;
        if (told < FAILURES_IN_FULL)
            print_in_full(out, one);
        else if (told < FAILURES_AT_ALL)
            print_in_brief(out, one);
        told++;
        is_broken = is_broken || finding_severity_of(one) >= FINDING_WARNING;
    }
    if (is_broken && is_address_right(connections))
        line_text(
            out, "NAT",
            "Address translation is not the cause: Expressway-E sees Expressway-C at C's own address (proven).");
    if (told > FAILURES_AT_ALL)
        line_print(out, "More", "%u further failures are not printed here: -z expressway,json has all",
                   told - FAILURES_AT_ALL);
    if (failure_not_kept() > 0)
        line_print(out, "Note", "%u further failures were not kept", failure_not_kept());
}
