/* observe-log.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-log.h"

#include "../capture/configuration.h"
#include "../capture/consequence/connect.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/judgement.h"
#include "../capture/kept-text.h"

static int log_protocol = -1;

/* The entry that was read last: its ends, and the name of the Expressway that wrote it. */
static struct {
    guint32 frame;
    endpoint local;
    endpoint remote;
    const char *host;
} latest;

/* Of each Expressway-C that has a log here, by its name: the flow with its latest message. */
static wmem_map_t *flows_of_clients;

static void
begin_file(void)
{
    latest.frame = 0;
}

void
observe_log_register(void)
{
    flows_of_clients =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash, g_str_equal);
    register_init_routine(begin_file);
}

void
observe_log_handoff(void)
{
    log_protocol = proto_registrar_get_id_byname("expressway.log");
}

static bool
is_known(endpoint end)
{
    return end.host.family != HOST_NONE;
}

/* Index of whichever of two words comes first in text, in any case; text.length where neither does. */
static size_t
find_either(text_view text, text_view a, text_view b)
{
    size_t at_a = text_view_find_text_ignoring_case(text, a);
    size_t at_b = text_view_find_text_ignoring_case(text, b);

    return MIN(at_a, at_b);
}

/* The log says "Failed" for whatever reason, and not always which. */
static connect_outcome
outcome_of_failure(text_view reason)
{
    size_t unanswered = find_either(reason, TEXT_VIEW("timed"), TEXT_VIEW("timeout"));
    size_t unreachable = find_either(reason, TEXT_VIEW("unreachable"), TEXT_VIEW("no route"));

    if (unanswered == reason.length && unreachable == reason.length)
        return CONNECT_REFUSED;
    return unanswered < unreachable ? CONNECT_UNANSWERED : CONNECT_UNREACHABLE;
}

/* Signature S9: source is who opens the connection. */
static void
observe_connection(packet_info *pinfo, const log_entry *entry)
{
    text_view detail = entry->values[LOG_DETAIL];
    log_endpoints ends = log_entry_endpoints(entry);

    if (!is_known(ends.source) || !is_known(ends.destination))
        return;
    if (text_view_equals(detail, TEXT_VIEW("TCP Connecting"))) {
        frame_flow_note_connecting(pinfo);
        connect_note_log_attempt(pinfo, ends.source, ends.destination);
    } else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Closed")))
        frame_flow_note_closed(pinfo);
    else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Failed")))
        connect_note_log_outcome(pinfo, ends.source, ends.destination,
                                 outcome_of_failure(entry->values[LOG_REASON]));
    else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Established")))
        connect_note_log_outcome(pinfo, ends.source, ends.destination, CONNECT_ESTABLISHED);
}

/* The value behind name, up to a comma, a blank or the end. */
static text_view
value_behind(text_view text, text_view name)
{
    text = text_view_from(text, text_view_find_text(text, name) + name.length);
    for (size_t length = 0; length < text.length; length++) {
        if (text.data[length] == ',' || text_is_space(text.data[length]))
            return text_view_first(text, length);
    }
    return text;
}

/* "Route header is not us. pHost=64.100.0.10, port=4401": Expressway-C says that it does not find itself in a
 * Route. It says so of many; only the one of a SERVICE matters. */
static void
observe_route_not_us(const packet_info *pinfo, const log_entry *entry)
{
    const char *host = kept_text(pinfo->pool, entry->host);
    expressway_flow *flow = host != NULL ? (expressway_flow *)wmem_map_lookup(flows_of_clients, host) : NULL;
    endpoint named;
    guint32 port;

    if (flow == NULL || !host_address_parse(value_behind(entry->text, TEXT_VIEW("pHost=")), &named.host) ||
        !text_view_to_number(value_behind(entry->text, TEXT_VIEW("port=")), 65535, &port))
        return;
    named.port = (guint16)port;
    flow_learn_route_not_us(flow, named, pinfo->num);
}

static bool
has_words(text_view text, text_view words)
{
    return text_view_find_text(text, words) < text.length;
}

void
observe_log_entry(packet_info *pinfo, const log_entry *entry)
{
    text_view module = entry->values[LOG_MODULE];
    log_endpoints ends;

    if (!configuration_analyses())
        return;
    if (text_view_equals(module, TEXT_VIEW("network.tcp")))
        observe_connection(pinfo, entry);
    else if (text_view_starts_with(module, TEXT_VIEW("developer.sip")) &&
             has_words(text_view_first(entry->text, 1024), TEXT_VIEW("Route header is not us.")))
        observe_route_not_us(pinfo, entry);
    else if (text_view_equals(module, TEXT_VIEW("network.sip"))) {
        ends = log_entry_endpoints(entry);
        latest.frame = pinfo->num;
        latest.local = ends.local;
        latest.remote = ends.remote;
        latest.host = kept_text_shared(pinfo->pool, entry->host);
    }
}

bool
observe_frame_is_log_entry(const packet_info *pinfo)
{
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);

    for (; layer != NULL; layer = wmem_list_frame_next(layer)) {
        if (GPOINTER_TO_INT(wmem_list_frame_data(layer)) == log_protocol)
            return true;
    }
    return false;
}

/* Entries of X7 name the other end only. */
void
observe_log_owner(expressway_flow *flow, const packet_info *pinfo)
{
    bool is_client;

    if (latest.frame != pinfo->num || (!is_known(latest.local) && !is_known(latest.remote)))
        return;
    is_client = is_known(latest.local) ? endpoint_equal(&latest.local, &flow->client)
                                       : endpoint_equal(&latest.remote, &flow->server);
    flow_learn_log(flow, is_client);
    if (is_client && latest.host != NULL)
        wmem_map_insert(flows_of_clients, latest.host, flow);
}
