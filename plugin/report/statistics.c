/* statistics.c
 * Statistics > Expressway, and -z expressway,tree. Everything is counted when the tree is drawn, from what
 * is known then, so the counts are those of the other reports, whatever the order of passes.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"

#include "connection.h"
#include "stat-nodes.h"

#include "../capture/consequence/service.h"
#include "../capture/generation.h"
#include "../capture/log-note.h"
#include "../capture/judgement.h"
#include "../capture/summary.h"
#include "../finding/findings.h"

#include <epan/tap.h>

#define FRAMES "Frames of traversal flows"
#define SERVICES "SERVICE requests"
#define ATTEMPTS "Attempts to connect to an apparent address"
#define FINDINGS "Findings"
#define NOT_KEPT "Earlier ones, not kept"

/* What belongs to one tree. */
typedef struct {
    stat_nodes *nodes; /* NULL once the tree is gone */
    selection *selected;
    bool is_listening;
} statistics_page;

static int tap = -1;
static GHashTable *pages; /* stats_tree * -> statistics_page * */
static GSList *ended;     /* statistics_page *: of trees that are gone, still listening */

void
statistics_queue(packet_info *pinfo)
{
    if (have_tap_listener(tap))
        tap_queue_packet(tap, pinfo, NULL);
}

static int
count(const statistics_page *page, const char *name, int parent, bool has_more, guint32 by)
{
    return stat_nodes_count(page->nodes, name, parent, has_more, by);
}

static void
count_frames(const statistics_page *page, wmem_allocator_t *scratch, expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    guint32 frames = selection_frames_of(page->selected, flow);
    const char *kind = summary->confidence != CONFIDENCE_NONE
                           ? wmem_strdup_printf(scratch, "%s (%s)", verdict_name(summary->verdict),
                                                confidence_name(summary->confidence))
                           : verdict_name(summary->verdict);
    int node = count(page, FRAMES, 0, true, frames);

    node = count(page, kind, node, true, frames);
    count(page,
          wmem_strdup_printf(scratch, "Flow %u: %s -> %s", flow->number, flow_end_text(scratch, flow->client),
                             flow_end_text(scratch, flow->server)),
          node, false, frames);
}

static void
count_service(const statistics_page *page, wmem_allocator_t *scratch, const expressway_service *service)
{
    const char *route =
        service->claim != NULL
            ? wmem_strdup_printf(scratch, "Route %s: %s", service->claim->text,
                                 verdict_name(judgement_of(service->flow, service->claim).verdict))
            : "Route cannot be read";
    int node = count(page, SERVICES, 0, true, 1);

    node = count(page, route, node, true, 1);
    if (service->response_frame != 0)
        count(page, wmem_strdup_printf(scratch, "answered %u", service->status), node, false, 1);
}

static void
count_attempt(const statistics_page *page, const connect_attempt *attempt)
{
    char destination[ENDPOINT_TEXT_SIZE];
    int node = count(page, ATTEMPTS, 0, true, 1);

    node = count(page, endpoint_format(attempt->destination, destination), node, true, 1);
    count(page, connect_outcome_name(attempt->outcome), node, false, 1);
}

static void
count_not_kept(const statistics_page *page, const char *root, guint32 number)
{
    if (number > 0)
        count(page, NOT_KEPT, count(page, root, 0, true, number), false, number);
}

static void
count_connection(const statistics_page *page, wmem_allocator_t *scratch, const connection *one)
{
    const expressway_flow *flow = connection_with_services(one);
    wmem_list_frame_t *at = connection_services(one) > 0 ? wmem_list_head(flow->services.list) : NULL;

    for (; at != NULL; at = wmem_list_frame_next(at))
        count_service(page, scratch, (const expressway_service *)wmem_list_frame_data(at));
    count_not_kept(page, SERVICES, flow->services.not_kept);
    if (connection_attempts(one) == 0)
        return;
    flow = connection_with_attempts(one);
    for (at = wmem_list_head(flow->details->connects.list); at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if (connection_tells(attempt))
            count_attempt(page, attempt);
    }
    count_not_kept(page, ATTEMPTS, flow->details->connects.not_kept);
}

static void
count_findings(const statistics_page *page, expressway_flow *flow)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *found = findings_of_flow(scratch, flow);

    for (guint i = 0; i < wmem_array_get_count(found); i++) {
        const finding *one = *(finding **)wmem_array_index(found, i);

        count(page, one->kind->key, count(page, FINDINGS, 0, true, 1), false, 1);
    }
    wmem_destroy_allocator(scratch);
}

/* Drawn before the tree itself, since listeners are called in reverse order. */
static void
draw(void *data)
{
    statistics_page *page = (statistics_page *)data;
    wmem_allocator_t *scratch;
    wmem_array_t *connections;

    if (page->nodes == NULL)
        return;
    generation_end_first_pass();
    stat_nodes_clear(page->nodes);
    scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    connections = connections_of(scratch, page->selected);
    for (guint i = 0; i < flow_count(); i++) {
        if (selection_has(page->selected, flow_at(i)))
            count_frames(page, scratch, flow_at(i));
    }
    for (guint i = 0; i < wmem_array_get_count(connections); i++)
        count_connection(page, scratch, (const connection *)wmem_array_index(connections, i));
    for (guint i = 0; i < flow_count(); i++) {
        if (selection_has(page->selected, flow_at(i)))
            count_findings(page, flow_at(i));
    }
    count_findings(page, NULL);
    count_not_kept(page, FINDINGS, log_note_not_kept() + failure_not_kept());
    wmem_destroy_allocator(scratch);
}

static tap_packet_status
note_frame(stats_tree *statistics, packet_info *pinfo, epan_dissect_t *dissected _U_, const void *data _U_,
           tap_flags_t flags _U_)
{
    const statistics_page *page = (const statistics_page *)g_hash_table_lookup(pages, statistics);

    return page != NULL && selection_note_frame(page->selected, pinfo) ? TAP_PACKET_REDRAW
                                                                       : TAP_PACKET_DONT_REDRAW;
}

/* Only tells Wireshark that there is something to draw. */
static tap_packet_status
is_changed(void *data _U_, packet_info *pinfo _U_, epan_dissect_t *dissected _U_, const void *tapped _U_,
           tap_flags_t flags _U_)
{
    return TAP_PACKET_REDRAW;
}

/* Called where the listener is removed, or when the program ends. */
static void
finish(void *data)
{
    statistics_page *page = (statistics_page *)data;

    page->is_listening = false;
    if (page->nodes == NULL)
        g_free(page);
}

/* A tree may go while Wireshark walks through its listeners to free them, so that none may be removed then.
 */
static void
remove_ended(void)
{
    GSList *pages_ended = ended;

    ended = NULL;
    g_slist_free_full(pages_ended, remove_tap_listener);
}

static statistics_page *
page_of(stats_tree *statistics)
{
    statistics_page *page = (statistics_page *)g_hash_table_lookup(pages, statistics);
    GString *error;

    if (page != NULL)
        return page;
    remove_ended();
    page = g_new0(statistics_page, 1);
    page->nodes = stat_nodes_new(statistics);
    page->selected = selection_new(true);
    g_hash_table_insert(pages, statistics, page);
    error = register_tap_listener(EXPRESSWAY_TAP, page, NULL, TL_REQUIRES_NOTHING, NULL, is_changed, draw,
                                  finish);
    page->is_listening = error == NULL;
    if (error != NULL)
        g_string_free(error, TRUE); /* cannot fail: this file has registered the tap */
    return page;
}

/* Called for a new tree, and whenever it is emptied. */
static void
begin(stats_tree *statistics)
{
    statistics_page *page = page_of(statistics);

    selection_reset(page->selected);
    stat_nodes_forget(page->nodes);
    stats_tree_create_node(statistics, FRAMES, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(statistics, SERVICES, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(statistics, ATTEMPTS, 0, STAT_DT_INT, TRUE);
    stats_tree_create_node(statistics, FINDINGS, 0, STAT_DT_INT, TRUE);
}

static void
end(stats_tree *statistics)
{
    statistics_page *page = (statistics_page *)g_hash_table_lookup(pages, statistics);

    if (page == NULL)
        return;
    g_hash_table_remove(pages, statistics);
    stat_nodes_free(page->nodes);
    page->nodes = NULL;
    selection_free(page->selected);
    if (page->is_listening)
        ended = g_slist_prepend(ended, page);
    else
        g_free(page);
}

void
statistics_handoff(void)
{
    if (pages == NULL)
        pages = g_hash_table_new(g_direct_hash, g_direct_equal);
    tap = register_tap(EXPRESSWAY_TAP);
    stats_tree_register_plugin(EXPRESSWAY_TAP, EXPRESSWAY_TAP, "Expressway", 0, note_frame, begin, end);
}
