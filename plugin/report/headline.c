/* headline.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "headline.h"

#include "../capture/configuration.h"
#include "../capture/extent.h"
#include "../capture/log-note.h"
#include "../finding/findings.h"

#include <string.h>

/* How important a finding is for the headline, the most important first. */
typedef enum {
    HEADLINE_TO_MEND,
    HEADLINE_HARM,
    HEADLINE_PROBABLY_TO_MEND,
    HEADLINE_ACCEPTED,
    HEADLINE_REPORTED,
    HEADLINE_SUSPICION,
    HEADLINE_RIGHT,
    HEADLINE_OPEN,
    HEADLINE_NOTHING
} headline_class;

static headline_class
class_of(const finding *found)
{
    bool is_proven = found->sure == CONFIDENCE_PROVEN;
    bool is_wrong = finding_severity_of(found) >= FINDING_WARNING;

    if (found->is_accepted)
        return HEADLINE_ACCEPTED;
    if (found->mend != NULL)
        return is_proven && is_wrong ? HEADLINE_TO_MEND : HEADLINE_PROBABLY_TO_MEND;
    if (is_proven && is_wrong && found->means != NULL)
        return HEADLINE_HARM;
    if (found->is_right)
        return HEADLINE_RIGHT;
    if (found->failure != NULL)
        return HEADLINE_REPORTED;
    if (found->missing == NULL || found->sure != CONFIDENCE_NONE)
        return HEADLINE_NOTHING;
    return found->is_suspicion ? HEADLINE_SUSPICION : HEADLINE_OPEN;
}

/* The first sentence of a text, behind its beginning. */
static const char *
sentence(wmem_allocator_t *allocator, const char *begin, const char *text)
{
    const char *next = strstr(text, ". ");
    size_t length = next != NULL ? (size_t)(next - text) : strlen(text);

    if (length > 0 && text[length - 1] == '.')
        length--;
    return wmem_strdup_printf(allocator, "%s%.*s.", begin, (int)length, text);
}

static const char *
text_of(wmem_allocator_t *allocator, const finding *best)
{
    switch (class_of(best)) {
    case HEADLINE_TO_MEND:
        return sentence(allocator, "To be mended: ", best->mend);
    case HEADLINE_HARM:
        return sentence(allocator, best->failure != NULL ? "" : "Not the address: ", best->seen);
    case HEADLINE_PROBABLY_TO_MEND:
        return sentence(allocator, "Probably to be mended: ", best->mend);
    case HEADLINE_ACCEPTED:
        return "Nothing is to be mended for now: Expressway-C's address is translated, but Expressway-C accepts the result.";
    case HEADLINE_REPORTED:
        return sentence(allocator, "Nothing is proven to be broken. Noticed: ", best->seen);
    case HEADLINE_RIGHT:
        if (best->failure != NULL)
            return wmem_strdup(allocator, best->seen);
        return sentence(allocator, "Nothing is wrong with Expressway-C's address: ", best->seen);
    case HEADLINE_SUSPICION:
    case HEADLINE_OPEN:
        return sentence(allocator,
                        "It cannot be said whether Expressway-C's address is translated: ", best->missing);
    default:
        return NULL;
    }
}

/* The best so far. Only its text is kept: a capture may have millions of findings. */
typedef struct {
    headline_class worth;
    guint rank;
    const char *text;
} best_finding;

static void
consider(wmem_allocator_t *allocator, const finding *found, best_finding *best)
{
    headline_class worth = class_of(found);
    guint rank = findings_rank(found->kind);

    if (worth > best->worth || (worth == best->worth && rank >= best->rank))
        return;
    *best = (best_finding){worth, rank, text_of(allocator, found)};
}

static void
look_at(wmem_allocator_t *allocator, expressway_flow *flow, best_finding *best)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *found = findings_of_flow(scratch, flow);

    for (guint i = 0; i < wmem_array_get_count(found); i++)
        consider(allocator, *(finding **)wmem_array_index(found, i), best);
    wmem_destroy_allocator(scratch);
}

/* No connection is told of. */
static const char *
text_without_connections(wmem_allocator_t *allocator)
{
    guint flows = selection_flows_in_all();

    if (flows > 0)
        return wmem_strdup_printf(allocator, "The filter matches no frame of the %u traversal flow%s here.",
                                  flows, flows == 1 ? "" : "s");
    if (extent_now()->frames == 0)
        return "The file has no frames.";
    if (log_note_count() > 0)
        return "No traversal connection is seen here, and what the diagnostic logs report follows.";
    return "This is not a capture of a traversal connection, as far as can be seen.";
}

const char *
headline_of(wmem_allocator_t *allocator, wmem_array_t *connections)
{
    best_finding best = {
        HEADLINE_NOTHING, 0,
        "No finding: the traversal connections here show nothing about Expressway-C's address."};

    if (!configuration_analyses())
        return "The analysis is switched off: nothing was judged.";
    look_at(allocator, NULL, &best);
    if (wmem_array_get_count(connections) == 0 && best.worth == HEADLINE_NOTHING)
        return text_without_connections(allocator);
    for (guint i = 0; i < wmem_array_get_count(connections); i++) {
        const connection *one = (const connection *)wmem_array_index(connections, i);

        look_at(allocator, one->lead, &best);
        if (one->other != NULL)
            look_at(allocator, one->other, &best);
    }
    return best.text;
}
