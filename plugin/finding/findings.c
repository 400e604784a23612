/* findings.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "findings.h"

#include "../capture/generation.h"

/* One row a kind, in the order of what is to be mended first: what breaks Mobile and Remote Access, and what
 * causes it before what follows from it. */
/* clang-format off */
#define KINDS(row) \
    row(zone_unreachable) \
    row(certificate_validity) \
    row(client_auth_missing) \
    row(tls_untrusted) \
    row(tls_name) \
    row(tls_no_certificate) \
    row(tls_failed) \
    row(inspection) \
    row(nat_reflected) \
    row(source_translated) \
    row(port_translated) \
    row(zone_credentials) \
    row(service_failed) \
    row(ssh_tunnel) \
    row(conflict) \
    row(clock_difference) \
    row(wrong_address) \
    row(link_dropped) \
    row(service_refused) \
    row(connect_failed) \
    row(translation_probable) \
    row(vain_attempts) \
    row(https_certificate) \
    row(register_refused) \
    row(xmpp_link) \
    row(domain_refused) \
    row(user_refused) \
    row(preloaded_routes) \
    row(cluster_peer) \
    row(log_negotiation_failed) \
    row(log_authentication_failed) \
    row(malformed) \
    row(sip_inspection) \
    row(via_mismatch) \
    row(unusual_client_port) \
    row(alarm) \
    row(undetermined) \
    row(healthy) \
    row(own_address) \
    row(log_error) \
    row(log_not_captured) \
    row(log_content_length) \
    row(log_no_line_end) \
    row(log_continued) \
    row(log_stripped)
/* clang-format on */

#define DECLARE(name) extern const finding_kind finding_##name;
KINDS(DECLARE)

#define LIST(name) &finding_##name,
static const finding_kind *const kinds[] = {KINDS(LIST)};

/* The kinds that have a function, by place: every frame of a flow asks. */
static struct {
    const finding_kind *kinds[G_N_ELEMENTS(kinds)];
    guint count;
} asked[1 << FINDING_PLACES];

/* Which frames are evidence of what; made anew when what is known has changed. */
static struct {
    wmem_allocator_t *pool;
    wmem_map_t *kinds_of_frame; /* frame -> wmem_array_t of finding_kind const * */
    guint32 generation;
} evidence;

guint
findings_kind_count(void)
{
    return G_N_ELEMENTS(kinds);
}

const finding_kind *
findings_kind(guint index)
{
    return kinds[index];
}

guint
findings_rank(const finding_kind *kind)
{
    guint rank = 0;

    while (rank < G_N_ELEMENTS(kinds) && kinds[rank] != kind)
        rank++;
    return rank;
}

void
findings_search(finding_search *search, finding_place place)
{
    for (guint i = 0; i < asked[place].count; i++)
        asked[place].kinds[i]->find(search);
}

static int
by_rank(const void *a, const void *b)
{
    const finding *left = *(finding *const *)a;
    const finding *right = *(finding *const *)b;
    guint left_rank = findings_rank(left->kind);
    guint right_rank = findings_rank(right->kind);

    if (left_rank != right_rank)
        return left_rank < right_rank ? -1 : 1;
    return left->frame < right->frame ? -1 : left->frame > right->frame;
}

wmem_array_t *
findings_of_flow(wmem_allocator_t *allocator, expressway_flow *flow)
{
    finding_search search = {.allocator = allocator, .flow = flow, .wants_reasons = true};

    findings_search(&search, flow != NULL ? FINDING_ABOUT_FLOW : FINDING_OF_ENTRY | FINDING_OF_FAILURE);
    if (search.found == NULL)
        search.found = wmem_array_new(allocator, sizeof(finding *));
    if (wmem_array_get_count(search.found) > 1)
        wmem_array_sort(search.found, by_rank);
    return search.found;
}

static void
note_frame(guint32 frame, const finding_kind *kind)
{
    wmem_array_t *of_frame =
        (wmem_array_t *)wmem_map_lookup(evidence.kinds_of_frame, GUINT_TO_POINTER(frame));

    if (of_frame == NULL) {
        of_frame = wmem_array_new(evidence.pool, sizeof(finding_kind *));
        wmem_map_insert(evidence.kinds_of_frame, GUINT_TO_POINTER(frame), of_frame);
    }
    for (guint i = 0; i < wmem_array_get_count(of_frame); i++) {
        if (*(const finding_kind **)wmem_array_index(of_frame, i) == kind)
            return;
    }
    wmem_array_append_one(of_frame, kind);
}

static void
note_evidence_of(expressway_flow *flow)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *found = findings_of_flow(scratch, flow);

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        for (guint j = 0; j < wmem_array_get_count(one->frames); j++)
            note_frame(*(const guint32 *)wmem_array_index(one->frames, j), one->kind);
    }
    wmem_destroy_allocator(scratch);
}

static void
forget_evidence(void)
{
    if (evidence.pool != NULL)
        wmem_destroy_allocator(evidence.pool);
    evidence.pool = NULL;
}

wmem_array_t *
findings_shown_by(guint32 frame)
{
    if (evidence.pool == NULL || evidence.generation != generation_now()) {
        forget_evidence();
        evidence.pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
        evidence.kinds_of_frame = wmem_map_new(evidence.pool, g_direct_hash, g_direct_equal);
        evidence.generation = generation_now();
        for (guint i = 0; i < flow_count(); i++) {
            if (!flow_at(i)->is_declined)
                note_evidence_of(flow_at(i));
        }
        note_evidence_of(NULL);
    }
    return (wmem_array_t *)wmem_map_lookup(evidence.kinds_of_frame, GUINT_TO_POINTER(frame));
}

static void
sort_by_place(void)
{
    for (guint place = 0; place < G_N_ELEMENTS(asked); place++) {
        asked[place].count = 0;
        for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
            if (kinds[i]->find != NULL && (kinds[i]->places & place) != 0)
                asked[place].kinds[asked[place].count++] = kinds[i];
        }
    }
}

void
findings_register(void)
{
    sort_by_place();
    register_cleanup_routine(forget_evidence);
}
