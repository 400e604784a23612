/* report-text.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-text.h"

#include "connection-text.h"
#include "connection-group.h"
#include "failure-text.h"
#include "headline.h"
#include "line.h"
#include "log-text.h"
#include "../capture/time-text.h"
#include "totals.h"

#include "../capture/configuration.h"
#include "../capture/extent.h"
#include "../capture/failure/failure.h"

/* Limits the length of the report: after the first number of lines, each further group of equal
 * connections gets one line, and after the second, none. */
#define LINES_IN_FULL 1200
#define LINES_AT_ALL 1700

/* How many users are named. */
#define USERS_NAMED 10

static const char *
plural(guint count)
{
    return count == 1 ? "" : "s";
}

/* "2016-04-19 07:09:13". */
static const char *
when_text(wmem_allocator_t *scratch, const nstime_t *when)
{
    char text[TIME_TEXT_SIZE];
    char *shown;

    if (time_text_rfc3339(when, text) == NULL)
        return "?";
    shown = wmem_strndup(scratch, text, sizeof "2016-04-19T07:09:13" - 1);
    shown[sizeof "2016-04-19" - 1] = ' ';
    return shown;
}

static void
print_services(FILE *out, wmem_allocator_t *scratch, const totals *all)
{
    guint users = wmem_array_get_count(all->users);
    wmem_strbuf_t *names = wmem_strbuf_new(scratch, "");

    if (all->services == 0)
        return;
    for (guint i = 0; i < MIN(users, USERS_NAMED); i++)
        wmem_strbuf_append_printf(names, "%s%s", i > 0 ? ", " : "",
                                  *(const char **)wmem_array_index(all->users, i));
    if (users > USERS_NAMED)
        wmem_strbuf_append_printf(names, " and %u more", users - USERS_NAMED);
    line_print(out, "SERVICE", "%u SERVICE request%s, %u of them failed%s%s%s", all->services,
               plural(all->services), all->services_failed,
               all->services_unanswered > 0 ? wmem_strdup_printf(scratch, ", %u not answered in this capture",
                                                                 all->services_unanswered)
                                            : "",
               users > 0 ? "; users concerned: " : "", wmem_strbuf_get_str(names));
}

static void
print_totals(FILE *out, wmem_allocator_t *scratch, const totals *all)
{
    fprintf(
        out,
        "Expressway traversal report: %u traversal flow%s, %u connection%s; client address translated: %u proven, %u probable\n",
        all->flows, plural(all->flows), all->connections, plural(all->connections), all->proven,
        all->probable);
    if (all->pairs > 0)
        line_print(out, "Sides", "%u connection%s captured at both sides, as two flows each", all->pairs,
                   all->pairs == 1 ? " is" : "s are");
    if (all->has_time)
        line_print(out, "Time", "%s to %s UTC, %u frames in the capture", when_text(scratch, &all->first),
                   when_text(scratch, &all->last), extent_now()->frames);
    print_services(out, scratch, all);
}

static void
print_none(FILE *out)
{
    if (!configuration_analyses())
        line_text(out, "None", "The analysis is switched off: -o expressway.analyse:TRUE");
    else if (selection_flows_in_all() == 0 && failure_count() == 0)
        line_text(
            out, "None",
            "No SIP or TLS on a traversal port, and no SERVICE with an apparent Route on any. If Expressway-E listens on other ports, name them: -o expressway.ports:7001-7020,PORT");
}

static void
print_connections(FILE *out, wmem_allocator_t *scratch, wmem_array_t *connections)
{
    wmem_array_t *groups = connection_groups_of(scratch, connections);
    guint count = wmem_array_get_count(groups);

    for (guint i = 0; i < count; i++) {
        const connection_group *group = (const connection_group *)wmem_array_index(groups, i);
        wmem_allocator_t *own = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);

        if (line_count() < LINES_IN_FULL)
            connection_text(out, own, group);
        else if (line_count() < LINES_AT_ALL)
            connection_text_in_one_line(out, own, group);
        wmem_destroy_allocator(own);
        if (line_count() >= LINES_AT_ALL && i + 1 < count) {
            line_print(out, "More",
                       "%u further kinds of connection are not printed here: -z expressway,json has all",
                       count - i - 1);
            return;
        }
    }
}

void
report_text(FILE *out, const selection *selected)
{
    wmem_allocator_t *scratch = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK);
    wmem_array_t *connections = connections_of(scratch, selected);
    totals all = totals_of(scratch, connections, selected);

    line_begin();
    fprintf(out, "%s\n\n", headline_of(scratch, connections));
    print_totals(out, scratch, &all);
    failure_text(out, scratch, connections);
    if (all.connections == 0)
        print_none(out);
    else
        print_connections(out, scratch, connections);
    log_text(out, scratch);
    wmem_destroy_allocator(scratch);
}
