/* evidence.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "evidence.h"

#include "configuration.h"
#include "frame/interface-name.h"
#include "generation.h"

#include <string.h>

static void
learn(host_set **set, host_address host, guint32 frame, const char *said)
{
    if (host.family == HOST_NONE)
        return;
    if (*set == NULL)
        *set = wmem_new0(wmem_file_scope(), host_set);
    if (host_set_add(*set, host, frame, said))
        generation_raise();
}

void
evidence_learn_e_address(expressway_flow *flow, host_address host, guint32 frame, const char *said)
{
    learn(&flow->expressway_e, host, frame, said);
}

void
evidence_learn_client_word(expressway_flow *flow, host_address host, guint32 frame, const char *said)
{
    learn(&flow->client_word, host, frame, said);
}

void
evidence_learn_dialled(expressway_flow *flow, host_address host, guint32 frame)
{
    evidence_learn_e_address(flow, host, frame, "Request-URI of Expressway-C's OPTIONS");
    if (flow->dialled.family == HOST_NONE)
        flow->dialled = host;
}

void
evidence_learn_interface(expressway_flow *flow, const packet_info *pinfo)
{
    flow_vantage seen = interface_name_vantage(pinfo);

    if (seen == VANTAGE_UNKNOWN)
        return;
    if (flow->interface_vantage == VANTAGE_UNKNOWN)
        flow->interface_vantage = seen;
    else if (flow->interface_vantage != seen)
        flow->interface_contradicts = true; /* nothing translates between the sides: it is seen at both */
}

void
evidence_learn_log(expressway_flow *flow, bool of_client)
{
    bool *known = of_client ? &flow->is_in_client_log : &flow->is_in_server_log;

    if (!*known)
        generation_raise();
    *known = true;
}

flow_claim *
evidence_find_claim(const expressway_flow *flow, endpoint claimed, const char *text)
{
    guint count = flow->claims != NULL ? wmem_array_get_count(flow->claims) : 0;

    for (guint i = 0; i < count; i++) {
        flow_claim *one = *(flow_claim **)wmem_array_index(flow->claims, i);

        if (endpoint_equal(&one->address, &claimed) &&
            (claimed.host.family != HOST_NONE || strcmp(one->text, text) == 0))
            return one;
    }
    return NULL;
}

flow_claim *
evidence_learn_claim(expressway_flow *flow, endpoint claimed, const char *text, const packet_info *pinfo)
{
    flow_claim *found = evidence_find_claim(flow, claimed, text);

    if (found == NULL) {
        found = wmem_new0(wmem_file_scope(), flow_claim);
        found->address = claimed;
        found->text = wmem_strdup(wmem_file_scope(), text);
        found->first_frame = pinfo->num;
        found->first_time = pinfo->abs_ts;
        if (flow->claims == NULL)
            flow->claims = wmem_array_new(wmem_file_scope(), sizeof(flow_claim *));
        if (wmem_array_get_count(flow->claims) < FLOW_CLAIM_ROOM)
            wmem_array_append_one(flow->claims, found);
        else
            flow->claims_not_kept++;
    }
    /* Which claim is the latest matters only where there are several. */
    if (found->last_frame == 0 || wmem_array_get_count(flow->claims) > 1)
        generation_raise();
    found->last_frame = pinfo->num;
    return found;
}

void
evidence_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame)
{
    flow_claim *claim = evidence_find_claim(flow, named, "");

    if (claim != NULL && claim->route_frame != 0 && claim->not_us_frame == 0)
        claim->not_us_frame = frame;
}

void
evidence_e_addresses(const expressway_flow *flow, host_set *set)
{
    if (flow->expressway_e != NULL)
        *set = *flow->expressway_e;
    else
        set->count = set->refused = 0;
    host_set_add(set, flow->server.host, flow->first_frame, "source of its packets");
    configuration_add_same_e(set, flow->server.host, flow->client.host);
}

/* A claim that is not the packet's destination can only be seen before the translation: at C's side. */
static bool
claims_differ_from_destination(const expressway_flow *flow)
{
    guint count = flow->claims != NULL && flow->is_expressway ? wmem_array_get_count(flow->claims) : 0;

    for (guint i = 0; i < count; i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(flow->claims, i);

        if (one->address.host.family != HOST_NONE && !host_address_is_local_only(one->address.host) &&
            !endpoint_matches(one->address, flow->client))
            return true;
    }
    return false;
}

flow_vantage
evidence_vantage(const expressway_flow *flow)
{
    if (flow->is_in_client_log && flow->is_in_server_log)
        return VANTAGE_UNKNOWN; /* it is seen at both */
    if (flow->is_in_client_log || claims_differ_from_destination(flow))
        return VANTAGE_EXPRESSWAY_C;
    if (flow->is_in_server_log ||
        (flow->dialled.family != HOST_NONE && !host_address_equals(flow->dialled, flow->server.host)) ||
        configuration_is_e_lan_address(flow->server.host))
        return VANTAGE_EXPRESSWAY_E;
    return VANTAGE_UNKNOWN;
}

flow_vantage
evidence_vantage_of_interface(const expressway_flow *flow)
{
    return flow->interface_contradicts ? VANTAGE_UNKNOWN : flow->interface_vantage;
}
