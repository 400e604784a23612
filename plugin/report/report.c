/* report.c
 * The reports of the command line: how they are asked for, and when they are written.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "report.h"

#include "flow-json.h"
#include "headline.h"
#include "report-json.h"
#include "report-text.h"
#include "statistics.h"

#include "../capture/generation.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#include <stdio.h>
#include <string.h>

static void
draw_text(void *data)
{
    generation_end_first_pass();
    report_text(stdout, (const selection *)data);
}

static void
write_flow(expressway_flow *flow)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);

    flow_json_write(stdout, scratch, flow);
    wmem_destroy_allocator(scratch);
}

/* Those of the flow, or with NULL of hosts. */
static void
write_findings(expressway_flow *flow)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *found = findings_of_flow(scratch, flow);

    for (guint i = 0; i < wmem_array_get_count(found); i++)
        report_json_finding(stdout, *(finding **)wmem_array_index(found, i));
    wmem_destroy_allocator(scratch);
}

static guint
count_findings_of(expressway_flow *flow)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    guint count = wmem_array_get_count(findings_of_flow(scratch, flow));

    wmem_destroy_allocator(scratch);
    return count;
}

static guint
count_findings(const selection *selected)
{
    guint count = count_findings_of(NULL);

    for (guint i = 0; i < flow_count(); i++) {
        if (selection_has(selected, flow_at(i)))
            count += count_findings_of(flow_at(i));
    }
    return count;
}

static void
write_capture(const selection *selected)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    guint flows = 0;

    for (guint i = 0; i < flow_count(); i++)
        flows += selection_has(selected, flow_at(i)) ? 1 : 0;
    report_json_capture(stdout, flows, count_findings(selected),
                        headline_of(scratch, connections_of(scratch, selected)));
    wmem_destroy_allocator(scratch);
}

static void
draw_json(void *data)
{
    const selection *selected = (const selection *)data;

    generation_end_first_pass();
    write_capture(selected);
    for (guint i = 0; i < flow_count(); i++) {
        if (selection_has(selected, flow_at(i)))
            write_flow(flow_at(i));
    }
    for (guint i = 0; i < flow_count(); i++) {
        if (selection_has(selected, flow_at(i)))
            write_findings(flow_at(i));
    }
    write_findings(NULL);
}

static void
reset(void *data)
{
    selection_reset((selection *)data);
}

static tap_packet_status
note_frame(void *data, packet_info *pinfo, epan_dissect_t *dissected _U_, const void *tapped _U_,
           tap_flags_t flags _U_)
{
    return selection_note_frame((selection *)data, pinfo) ? TAP_PACKET_REDRAW : TAP_PACKET_DONT_REDRAW;
}

static void
finish(void *data)
{
    selection_free((selection *)data);
}

/* A filter may follow the name. The report is then about the flows that have a matching frame. */
static bool
listen(const char *argument, const char *name, tap_draw_cb draw)
{
    const char *rest = argument + strlen(name);
    const char *filter = rest[0] == ',' && rest[1] != '\0' ? rest + 1 : NULL;
    selection *selected;
    GString *error;

    /* Wireshark matches statistics by prefix. */
    if (rest[0] != '\0' && filter == NULL) {
        fprintf(stderr, "Unknown statistic \"%s\". Only a display filter may follow the name: -z %s,FILTER\n",
                argument, name);
        return false;
    }
    selected = selection_new(filter != NULL);
    error = register_tap_listener(EXPRESSWAY_TAP, selected, filter, TL_REQUIRES_NOTHING, reset,
                                  filter != NULL ? note_frame : NULL, draw, finish);
    if (error != NULL) {
        fprintf(stderr, "%s: %s\n", name, error->str);
        g_string_free(error, TRUE);
        selection_free(selected);
        return false;
    }
    return true;
}

static compat_stat_init
init_text(const char *argument, void *data _U_)
{
    COMPAT_STAT_INIT_RETURN(listen(argument, "expressway,report", draw_text));
}

static compat_stat_init
init_json(const char *argument, void *data _U_)
{
    COMPAT_STAT_INIT_RETURN(listen(argument, "expressway,json", draw_json));
}

void
report_handoff(void)
{
    static stat_tap_ui text = {REGISTER_STAT_GROUP_GENERIC, NULL, "expressway,report", init_text, 0, NULL};
    static stat_tap_ui json = {REGISTER_STAT_GROUP_GENERIC, NULL, "expressway,json", init_json, 0, NULL};

    register_stat_tap_ui(&text, NULL);
    register_stat_tap_ui(&json, NULL);
}
