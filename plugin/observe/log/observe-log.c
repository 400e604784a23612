/* observe-log.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-log.h"

#include "../../capture/configuration.h"
#include "../../capture/consequence/connect.h"
#include "../../capture/evidence.h"
#include "../../capture/frame/frame-flow.h"
#include "../../capture/kept-text.h"
#include "observe-log-failure.h"

#include <epan/proto_data.h>

static int log_protocol = -1;

/* What an entry leaves with its packet for the message in it. */
typedef struct {
    endpoint local;
    const char *host; /* name of the Expressway that wrote it, in file scope */
} written_end;

/* Name of each Expressway-C with a log in this capture -> the flow with its latest message. */
static wmem_map_t *flows_of_clients;

void
observe_log_register(int proto)
{
    log_protocol = proto;
    observe_log_failure_register();
    flows_of_clients =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash, g_str_equal);
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

/* The log says "Failed" for any reason, and does not always give one. */
static connect_outcome
outcome_of_failure(text_view reason)
{
    size_t unanswered = find_either(reason, TEXT_VIEW("timed"), TEXT_VIEW("timeout"));
    size_t unreachable = find_either(reason, TEXT_VIEW("unreachable"), TEXT_VIEW("no route"));

    if (unanswered == reason.length && unreachable == reason.length)
        return CONNECT_REFUSED;
    return unanswered < unreachable ? CONNECT_UNANSWERED : CONNECT_UNREACHABLE;
}

/* The source is the end that opens the connection. */
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

/* "Route header is not us. pHost=64.100.0.10, port=4401": Expressway-C says that it does not find itself
 * in a Route. It says so about many Routes; only that of a SERVICE matters. */
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
    evidence_learn_route_not_us(flow, named, pinfo->num);
}

static bool
has_words(text_view text, text_view words)
{
    return text_view_find_text(text, words) < text.length;
}

static void
leave_end(packet_info *pinfo, const log_entry *entry)
{
    written_end *end = wmem_new(pinfo->pool, written_end);

    end->local = log_entry_endpoints(entry).local;
    end->host = kept_text_shared(pinfo->pool, entry->host);
    p_add_proto_data(pinfo->pool, pinfo, log_protocol, 0, end);
}

void
observe_log_entry(packet_info *pinfo, const log_entry *entry)
{
    text_view module = entry->values[LOG_MODULE];

    if (!configuration_analyses())
        return;
    if (text_view_equals(module, TEXT_VIEW("network.tcp")))
        observe_connection(pinfo, entry);
    else if (text_view_starts_with(module, TEXT_VIEW("developer.sip")) &&
             has_words(text_view_first(entry->text, 1024), TEXT_VIEW("Route header is not us.")))
        observe_route_not_us(pinfo, entry);
    else if (text_view_equals(module, TEXT_VIEW("network.sip")))
        leave_end(pinfo, entry);
    observe_log_failure(pinfo, entry);
}

void
observe_log_owner(expressway_flow *flow, packet_info *pinfo)
{
    const written_end *end = (const written_end *)p_get_proto_data(pinfo->pool, pinfo, log_protocol, 0);
    bool is_client;

    if (end == NULL || !is_known(end->local))
        return;
    is_client = endpoint_equal(&end->local, &flow->client);
    evidence_learn_log(flow, is_client, end->host);
    if (is_client && end->host != NULL)
        wmem_map_insert(flows_of_clients, end->host, flow);
}

const char *
observe_log_host(packet_info *pinfo)
{
    const written_end *end = (const written_end *)p_get_proto_data(pinfo->pool, pinfo, log_protocol, 0);

    return end != NULL ? end->host : NULL;
}
