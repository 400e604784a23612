/* statistics.c
 * Statistics > Expressway, and -z expressway,tree. All is counted when the tree is drawn, from what is known
 * then: whatever the order of passes, the counts are those of the other reports.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "statistics.h"

#include "connection.h"

#include "../capture/consequence/service.h"
#include "../capture/generation.h"
#include "../capture/judgement.h"
#include "../capture/summary.h"
#include "../finding/findings.h"

#include <epan/stats_tree.h>
#include <epan/tap.h>

#include <string.h>

#define FRAMES "Frames of traversal flows"
#define SERVICES "SERVICE requests"
#define ATTEMPTS "Attempts to connect to an apparent address"
#define FINDINGS "Findings"
#define NOT_KEPT "earlier ones, not kept"

/* What a node of the tree has been set to. */
typedef struct {
    char *name;
    int parent;
    int id;
    guint32 number;
} drawn_node;

/* What belongs to one tree. */
typedef struct {
    stats_tree *tree;
    selection *selected;
    GHashTable *drawn; /* drawn_node by itself */
} statistics_page;

static int tap = -1;
static GHashTable *pages; /* stats_tree * -> statistics_page * */

void
statistics_queue(packet_info *pinfo)
{
    tap_queue_packet(tap, pinfo, NULL);
}

static guint
hash_of_node(gconstpointer key)
{
    const drawn_node *node = (const drawn_node *)key;

    return g_str_hash(node->name) + (guint)node->parent;
}

static gboolean
equal_nodes(gconstpointer a, gconstpointer b)
{
    const drawn_node *left = (const drawn_node *)a;
    const drawn_node *right = (const drawn_node *)b;

    return left->parent == right->parent && strcmp(left->name, right->name) == 0;
}

static void
free_node(gpointer data)
{
    g_free(((drawn_node *)data)->name);
    g_free(data);
}

/* Adds to a node, which is made where it is missing. Returns its id, for what is below it. */
static int
count(const statistics_page *page, const char *name, int parent, bool has_more, guint32 by)
{
    const drawn_node sought = {.name = (char *)name, .parent = parent};
    drawn_node *node = (drawn_node *)g_hash_table_lookup(page->drawn, &sought);

    if (node == NULL) {
        node = g_new0(drawn_node, 1);
        node->name = g_strdup(name);
        node->parent = parent;
        g_hash_table_add(page->drawn, node);
    }
    node->number += by;
    /* Not "increase": rates and bursts would be those of the drawing. */
    node->id = set_stat_node(page->tree, name, parent, has_more, (int)MIN(node->number, (guint32)G_MAXINT));
    return node->id;
}

static void
clear_node(gpointer key, gpointer value _U_, gpointer data)
{
    drawn_node *node = (drawn_node *)key;

    node->number = 0;
    set_stat_node(((const statistics_page *)data)->tree, node->name, node->parent, FALSE, 0);
}

/* Nodes that the last drawing has set, and the next may not. */
static void
clear(statistics_page *page)
{
    g_hash_table_foreach(page->drawn, clear_node, page);
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
    count(
        page,
        wmem_strdup_printf(scratch, "Flow %u: %s -> %s", flow->number, flow->client_text, flow->server_text),
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
    for (at = wmem_list_head(flow->connects.list); at != NULL; at = wmem_list_frame_next(at)) {
        const connect_attempt *attempt = (const connect_attempt *)wmem_list_frame_data(at);

        if (connection_tells(attempt))
            count_attempt(page, attempt);
    }
    count_not_kept(page, ATTEMPTS, flow->connects.not_kept);
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
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *connections = connections_of(scratch, page->selected);

    generation_end_first_pass();
    clear(page);
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

/* Says only that there is something to draw. */
static tap_packet_status
is_changed(void *data _U_, packet_info *pinfo _U_, epan_dissect_t *dissected _U_, const void *tapped _U_,
           tap_flags_t flags _U_)
{
    return TAP_PACKET_REDRAW;
}

static statistics_page *
page_of(stats_tree *statistics)
{
    statistics_page *page = (statistics_page *)g_hash_table_lookup(pages, statistics);
    GString *error;

    if (page != NULL)
        return page;
    page = g_new0(statistics_page, 1);
    page->tree = statistics;
    page->selected = selection_new(true);
    page->drawn = g_hash_table_new_full(hash_of_node, equal_nodes, free_node, NULL);
    g_hash_table_insert(pages, statistics, page);
    error =
        register_tap_listener(EXPRESSWAY_TAP, page, NULL, TL_REQUIRES_NOTHING, NULL, is_changed, draw, NULL);
    if (error != NULL)
        g_string_free(error, TRUE); /* the tap is this file's own: it is there */
    return page;
}

/* Called for a new tree, and whenever it is emptied. */
static void
begin(stats_tree *statistics)
{
    statistics_page *page = page_of(statistics);

    selection_reset(page->selected);
    g_hash_table_remove_all(page->drawn);
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
    remove_tap_listener(page);
    selection_free(page->selected);
    g_hash_table_destroy(page->drawn);
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
