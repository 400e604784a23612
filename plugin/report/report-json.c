/* report-json.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report-json.h"

#include "json-member.h"
#include "selection.h"

#include "../capture/configuration.h"
#include "../capture/extent.h"
#include "../capture/log-note.h"

/* NULL where it is not known, and where the finding is about a host. */
static const char *
end_of(endpoint end, char buffer[ENDPOINT_TEXT_SIZE])
{
    return end.host.family != HOST_NONE ? endpoint_format(end, buffer) : NULL;
}

static const char *
client_of(const finding *found, char buffer[ENDPOINT_TEXT_SIZE])
{
    if (found->flow != NULL)
        return flow_end_format(found->flow->client, buffer);
    return found->failure != NULL ? end_of(found->failure->seen.client, buffer) : NULL;
}

static const char *
server_of(const finding *found, char buffer[ENDPOINT_TEXT_SIZE])
{
    if (found->flow != NULL)
        return flow_end_format(found->flow->server, buffer);
    return found->failure != NULL ? end_of(found->failure->seen.server, buffer) : NULL;
}

void
report_json_finding(FILE *out, const finding *found)
{
    json_dumper json = {.output_file = out};
    char client[ENDPOINT_TEXT_SIZE];
    char server[ENDPOINT_TEXT_SIZE];

    json_dumper_begin_object(&json);
    json_member_text(&json, "type", "finding");
    json_member_text(&json, "key", found->kind->key);
    json_member_text(&json, "severity", finding_severity_name(found));
    json_member_text(&json, "confidence", confidence_name(found->sure));
    json_dumper_set_member_name(&json, "flow");
    if (found->flow != NULL)
        json_dumper_value_anyf(&json, "%u", found->flow->number);
    else
        json_dumper_value_anyf(&json, "null");
    json_member_text(&json, "client", client_of(found, client));
    json_member_text(&json, "server", server_of(found, server));
    json_member_text(&json, "host", found->host);
    json_member_number(&json, "frame", found->frame);
    json_dumper_set_member_name(&json, "frames");
    json_dumper_begin_array(&json);
    for (guint i = 0; i < wmem_array_get_count(found->frames); i++)
        json_dumper_value_anyf(&json, "%u", *(const guint32 *)wmem_array_index(found->frames, i));
    json_dumper_end_array(&json);
    json_member_text(&json, "seen", found->seen);
    json_member_texts(&json, "evidence", found->why);
    json_member_text(&json, "means", found->means);
    json_member_text(&json, "cure", found->cure);
    json_member_text(&json, "prove", found->prove);
    json_dumper_end_object(&json);
    json_dumper_finish(&json);
}

static const char *
state_of(guint flows)
{
    if (!configuration_analyses())
        return "off";
    if (flows > 0)
        return "flows";
    return selection_flows_in_all() > 0 ? "filtered" : "none";
}

void
report_json_capture(FILE *out, guint flows, guint findings, const char *headline)
{
    const extent *all = extent_now();
    json_dumper json = {.output_file = out};

    json_dumper_begin_object(&json);
    json_member_text(&json, "type", "capture");
    json_dumper_set_member_name(&json, "schema");
    json_dumper_value_anyf(&json, "%d", REPORT_JSON_SCHEMA);
    json_member_text(&json, "version", EXPRESSWAY_VERSION);
    json_member_text(&json, "state", state_of(flows));
    json_dumper_set_member_name(&json, "frames");
    json_dumper_value_anyf(&json, "%u", all->frames);
    json_member_time(&json, "first_time", all->has_time, &all->first);
    json_member_time(&json, "last_time", all->has_time, &all->last);
    json_dumper_set_member_name(&json, "flows");
    json_dumper_value_anyf(&json, "%u", flows);
    json_dumper_set_member_name(&json, "findings");
    json_dumper_value_anyf(&json, "%u", findings);
    if (log_note_not_kept() + failure_not_kept() > 0)
        json_member_number(&json, "findings_not_kept", log_note_not_kept() + failure_not_kept());
    json_member_text(&json, "headline", headline);
    json_dumper_end_object(&json);
    json_dumper_finish(&json);
}
