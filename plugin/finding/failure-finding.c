/* failure-finding.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-twin.h"
#include "../capture/time-text.h"

#include <epan/expert.h>

#include <string.h>

static int
severity_of(const finding_kind *kind, const failure *one)
{
    if (kind->severity < PI_NOTE)
        return kind->severity;
    if (one->seen.sure != CONFIDENCE_PROVEN || one->seen.weight == FAILURE_WARNS || one->recovered_frame != 0)
        return PI_NOTE;
    return one->seen.weight == FAILURE_WRONG ? MIN(kind->severity, PI_WARN) : kind->severity;
}

const char *
failure_client_text(const finding_search *search, const failure *one, const char *otherwise)
{
    char text[ENDPOINT_TEXT_SIZE];

    if (one->seen.client.host.family == HOST_NONE)
        return otherwise;
    return wmem_strdup(search->allocator, host_address_format(one->seen.client.host, text));
}

const char *
failure_server_text(const finding_search *search, const failure *one, const char *otherwise)
{
    char text[ENDPOINT_TEXT_SIZE];

    if (one->seen.server.host.family == HOST_NONE)
        return otherwise;
    return wmem_strdup(search->allocator, endpoint_format(one->seen.server, text));
}

const char *
failure_ends_text(const finding_search *search, const failure *one)
{
    const char *client = failure_client_text(search, one, "");
    const char *server = failure_server_text(search, one, "");

    return wmem_strdup_printf(search->allocator, "%s%s%s", client,
                              client[0] != '\0' && server[0] != '\0' ? " and " : "", server);
}

const char *
failure_owner(const failure *one)
{
    return one->seen.is_of_client ? "Expressway-C" : "Expressway-E";
}

const char *
failure_other(const failure *one)
{
    return one->seen.is_of_client ? "Expressway-E" : "Expressway-C";
}

/* How many frames are named in a sentence. */
#define FRAMES_NAMED 8

/* "3", "3 and 5", "3, 5, 8 and 12 more". */
static const char *
frames_text(const finding_search *search, wmem_array_t *frames)
{
    wmem_strbuf_t *text = wmem_strbuf_new(search->allocator, "");
    guint count = wmem_array_get_count(frames);
    guint named = count > FRAMES_NAMED ? FRAMES_NAMED : count;

    for (guint i = 0; i < named; i++)
        wmem_strbuf_append_printf(text, "%s%u",
                                  i == 0           ? ""
                                  : i + 1 == count ? " and "
                                                   : ", ",
                                  *(const guint32 *)wmem_array_index(frames, i));
    if (count > named)
        wmem_strbuf_append_printf(text, " and %u more", count - named);
    return wmem_strbuf_get_str(text);
}

static int
by_number(const void *a, const void *b)
{
    guint32 left = *(const guint32 *)a;
    guint32 right = *(const guint32 *)b;

    return left < right ? -1 : left > right;
}

/* All frames that show it, in their order. */
static void
add_frames(const finding_search *search, finding *found, const failure *one)
{
    if (!search->wants_reasons)
        return;
    for (guint i = 0; i < wmem_array_get_count(one->frames); i++)
        finding_shown_in(search, found, *(const guint32 *)wmem_array_index(one->frames, i));
    wmem_array_sort(found->frames, by_number);
}

/* Where, how often, and until when. */
static void
add_history(const finding_search *search, finding *found, const failure *one)
{
    char first[TIME_TEXT_SIZE];
    char last[TIME_TEXT_SIZE];

    if (search->wants_reasons && one->seen.host == NULL)
        finding_because(search, found, one->frame, "shown by frame%s %s",
                        wmem_array_get_count(one->frames) == 1 ? "" : "s",
                        frames_text(search, found->frames));
    if (one->count > 1 && time_text_rfc3339(&one->first_time, first) != NULL &&
        time_text_rfc3339(&one->last_time, last) != NULL)
        finding_because(search, found, one->frame, "seen %u times, from %.19s to %.19s UTC", one->count,
                        first, last);
    if (one->recovered_frame != 0)
        finding_because(search, found, one->recovered_frame, "in frame %u it works", one->recovered_frame);
}

/* Wireshark cuts an expert info after that many bytes, in the middle of a character. The words of a log may
 * be long. */
#define LONGEST_EXPERT_INFO 239U

static const char *
in_brief(wmem_allocator_t *allocator, const char *seen)
{
    const char *end;

    if (strlen(seen) <= LONGEST_EXPERT_INFO)
        return NULL;
    end = g_utf8_find_prev_char(seen, seen + LONGEST_EXPERT_INFO - strlen("...") + 1);
    return wmem_strdup_printf(allocator, "%.*s...", end != NULL ? (int)(end - seen) : 0, seen);
}

/* Packets and a log that are in one capture tell of one failure. */
static void
add_twin(const finding_search *search, finding *found, const failure *one)
{
    const failure *twin = search->wants_reasons ? failure_twin_of(one) : NULL;

    if (twin == NULL)
        return;
    if (twin->seen.host != NULL)
        finding_because(search, found, twin->frame, "the log of %s says so too, in frame %u", twin->seen.host,
                        twin->frame);
    else
        finding_because(search, found, twin->frame, "frame %u shows it too", twin->frame);
    wmem_array_sort(found->frames, by_number);
}

static bool
is_said_by_twin(const failure *one)
{
    const failure *twin = failure_twin_of(one);

    return twin != NULL && failure_twin_is_said(one, twin);
}

static void
add_finding(finding_search *search, const finding_kind *kind, const failure *one, failure_describe describe)
{
    finding *found = finding_add(search, kind, one->seen.sure, one->frame);

    found->failure = one;
    found->host = one->seen.host;
    found->severity = severity_of(kind, one);
    add_frames(search, found, one);
    if (one->seen.host != NULL)
        finding_because(search, found, one->frame, "the log of %s says so in frame %u", one->seen.host,
                        one->frame);
    describe(search, found, one);
    if (found->brief == NULL)
        found->brief = in_brief(search->allocator, found->seen);
    add_history(search, found, one);
    add_twin(search, found, one);
    if (one->recovered_frame == 0)
        return;
    found->seen =
        wmem_strdup_printf(search->allocator, "%s In frame %u it works.", found->seen, one->recovered_frame);
    found->mend = NULL;
}

void
failure_findings_unless(finding_search *search, const finding_kind *kind, failure_what what,
                        bool (*is_left_out)(const failure *one), failure_describe describe)
{
    if (search->flow != NULL)
        return;
    for (guint i = 0; i < (search->failure != NULL ? 1 : failure_count()); i++) {
        const failure *one = search->failure != NULL ? search->failure : failure_at(i);

        if (one->seen.what == what && !one->is_withdrawn && finding_is_asked(search, one->frame) &&
            (is_left_out == NULL || !is_left_out(one)) && !is_said_by_twin(one))
            add_finding(search, kind, one, describe);
    }
}

void
failure_findings(finding_search *search, const finding_kind *kind, failure_what what,
                 failure_describe describe)
{
    failure_findings_unless(search, kind, what, NULL, describe);
}
