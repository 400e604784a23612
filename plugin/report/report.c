/* report.c
 * Registration of the reports, and what stands before their flows.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "report.h"

#include "report-json.h"
#include "report-text.h"
#include "statistics.h"

#include "../capture/configuration.h"
#include "../capture/leg/leg.h"
#include "../capture/summary.h"
#include "../capture/generation.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#include <stdio.h>

static void
for_each_flow(void (*show)(wmem_allocator_t *scratch, expressway_flow *flow))
{
    for (guint i = 0; i < flow_count(); i++) {
        wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);

        if (!flow_at(i)->is_declined)
            show(scratch, flow_at(i));
        wmem_destroy_allocator(scratch);
    }
}

/* Connections of which two flows are the two sides. */
static guint
count_pairs(void)
{
    guint count = 0;

    for (guint i = 0; i < flow_count(); i++) {
        const leg_pair *pair = flow_at(i)->is_declined ? NULL : leg_pair_of(flow_at(i));

        if (pair != NULL && pair->c_side == flow_at(i) && pair->e_side != pair->c_side)
            count++;
    }
    return count;
}

static void
draw_report(void *data _U_)
{
    guint shown = 0;
    guint proven = 0;
    guint probable = 0;
    guint pairs;

    generation_end_first_pass();
    for (guint i = 0; i < flow_count(); i++) {
        const flow_summary *summary;

        if (flow_at(i)->is_declined)
            continue;
        shown++;
        summary = summary_of(flow_at(i));
        if (verdict_is_fault(summary->verdict))
            *(summary->confidence == CONFIDENCE_PROVEN ? &proven : &probable) += 1;
    }
    pairs = count_pairs();
    fprintf(
        stdout,
        "Expressway traversal report: %u traversal flow%s; client address translated: %u proven, %u probable\n",
        shown, shown == 1 ? "" : "s", proven, probable);
    if (pairs > 0)
        fprintf(stdout, "%u connection%s captured at both sides, as two flows each\n", pairs,
                pairs == 1 ? " is" : "s are");
    if (!configuration_analyses())
        report_text_line("None", "The analysis is switched off: -o expressway.analyse:TRUE");
    else if (shown == 0)
        report_text_line(
            "None",
            "No SIP or TLS on a traversal port, and no SERVICE with an apparent Route on any. If Expressway-E listens on other ports, name them: -o expressway.ports:7001-7020,PORT");
    for_each_flow(report_text_flow);
}

static void
draw_json(void *data _U_)
{
    generation_end_first_pass();
    for_each_flow(report_json_flow);
}

/* Wireshark matches statistics by prefix, so what follows the name must be looked at. */
static bool
listen(const char *argument, const char *name, tap_draw_cb draw)
{
    GString *error;

    if (strcmp(argument, name) != 0) {
        fprintf(stderr, "Unknown statistic \"%s\"; it takes no arguments: -z %s\n", argument, name);
        return false;
    }
    error = register_tap_listener(EXPRESSWAY_TAP, NULL, NULL, TL_REQUIRES_NOTHING, NULL, NULL, draw, NULL);
    if (error != NULL) {
        fprintf(stderr, "%s: %s\n", name, error->str);
        g_string_free(error, TRUE);
        return false;
    }
    return true;
}

static compat_stat_init
init_report(const char *argument, void *data _U_)
{
    COMPAT_STAT_INIT_RETURN(listen(argument, "expressway,report", draw_report));
}

static compat_stat_init
init_json(const char *argument, void *data _U_)
{
    COMPAT_STAT_INIT_RETURN(listen(argument, "expressway,json", draw_json));
}

void
report_handoff(void)
{
    static stat_tap_ui report = {
        REGISTER_STAT_GROUP_GENERIC, NULL, "expressway,report", init_report, 0, NULL};
    static stat_tap_ui json = {REGISTER_STAT_GROUP_GENERIC, NULL, "expressway,json", init_json, 0, NULL};

    register_stat_tap_ui(&report, NULL);
    register_stat_tap_ui(&json, NULL);
}
