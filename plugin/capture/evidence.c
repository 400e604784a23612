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
    learn(&flow_details_of(flow)->expressway_e, host, frame, said);
}

void
evidence_learn_client_word(expressway_flow *flow, host_address host, guint32 frame, const char *said)
{
    learn(&flow->said.client_word, host, frame, said);
}

void
evidence_learn_dialled(expressway_flow *flow, host_address host, guint32 frame)
{
    evidence_learn_e_address(flow, host, frame, "Request-URI of Expressway-C's OPTIONS");
    if (flow->details->dialled.family != HOST_NONE || host.family == HOST_NONE)
        return;
    flow_details_of(flow)->dialled = host;
    generation_raise();
}

/* The interface at which a flow was captured may have the name of its host. */
static void
learn_name(expressway_flow *flow, flow_vantage side, const char *host)
{
    const char **name = side == VANTAGE_EXPRESSWAY_C ? &flow->said.client_name : &flow->said.server_name;

    if (*name == NULL)
        *name = host;
}

void
evidence_learn_interface(expressway_flow *flow, const packet_info *pinfo)
{
    flow_vantage seen = interface_name_vantage(pinfo);
    flow_interfaces *named = &flow->interfaces;

    if (seen == VANTAGE_UNKNOWN || named->contradict || named->vantage == seen)
        return;
    learn_name(flow, seen, interface_name_host(pinfo));
    if (named->vantage == VANTAGE_UNKNOWN)
        named->vantage = (guint8)seen;
    else
        named->contradict = true; /* nothing is translated between the sides: the flow was captured at both */
    generation_raise();
}

void
evidence_learn_sip(expressway_flow *flow, bool in_clear)
{
    in_clear = in_clear || flow->sip.is_in_clear;
    if (!flow->sip.is_seen || flow->sip.is_in_clear != in_clear || flow->is_declined)
        generation_raise();
    flow->sip.is_seen = true;
    flow->sip.is_in_clear = in_clear;
    flow->is_declined = false;
}

void
evidence_learn_marks(expressway_flow *flow, const char *version, const char *zone, guint32 frame)
{
    flow_details *details = flow_details_of(flow);

    if (!flow->sip.is_expressway || (details->version == NULL && version != NULL) ||
        (details->zone == NULL && zone != NULL))
        generation_raise();
    if (details->version == NULL)
        details->version = version;
    if (details->zone == NULL)
        details->zone = zone;
    if (!flow->sip.is_expressway)
        flow->sip.marked_frame = frame;
    flow->sip.is_expressway = true;
}

void
evidence_learn_log(expressway_flow *flow, bool of_client, const char *host)
{
    bool *known = of_client ? &flow->said.is_in_client_log : &flow->said.is_in_server_log;

    /* A log names its host reliably. Anybody can name an interface. */
    if (host != NULL)
        *(of_client ? &flow->said.client_name : &flow->said.server_name) = host;

    if (!*known)
        generation_raise();
    *known = true;
}

flow_claim *
evidence_find_claim(const expressway_flow *flow, endpoint claimed, const char *text)
{
    guint count = flow->details->claims.list != NULL ? wmem_array_get_count(flow->details->claims.list) : 0;

    for (guint i = 0; i < count; i++) {
        flow_claim *one = *(flow_claim **)wmem_array_index(flow->details->claims.list, i);

        if (endpoint_equal(&one->address, &claimed) &&
            (claimed.host.family != HOST_NONE || strcmp(one->text, text) == 0))
            return one;
    }
    return NULL;
}

static void
keep_claim(flow_claims *claims, flow_claim *claim)
{
    if (claims->list == NULL)
        claims->list = wmem_array_new(wmem_file_scope(), sizeof(flow_claim *));
    if (wmem_array_get_count(claims->list) < FLOW_CLAIM_ROOM)
        wmem_array_append_one(claims->list, claim);
    else
        claims->not_kept++;
}

/* The claim that was seen last is at the end. */
static void
move_to_end(const flow_claims *claims, flow_claim *claim)
{
    guint count = wmem_array_get_count(claims->list);
    flow_claim **places = (flow_claim **)wmem_array_get_raw(claims->list);
    guint at = 0;

    while (at < count && places[at] != claim)
        at++;
    if (at + 1 >= count)
        return;
    for (; at + 1 < count; at++)
        places[at] = places[at + 1];
    places[at] = claim;
}

flow_claim *
evidence_learn_claim(expressway_flow *flow, endpoint claimed, const char *text, flow_claim_carrier carrier,
                     const packet_info *pinfo)
{
    flow_claim *found = evidence_find_claim(flow, claimed, text);
    bool is_new = found == NULL;
    guint32 *first;

    if (is_new) {
        found = wmem_new0(wmem_file_scope(), flow_claim);
        found->address = claimed;
        found->text = wmem_strdup(wmem_file_scope(), text);
        found->first_frame = pinfo->num;
        found->first_time = pinfo->abs_ts;
        found->judged = wmem_new0(wmem_file_scope(), flow_judged);
        keep_claim(&flow_details_of(flow)->claims, found);
    } else
        move_to_end(&flow->details->claims, found);
    first = carrier == FLOW_CLAIM_IN_ROUTE ? &found->route_frame : &found->received_frame;
    /* The order of claims matters only if there are several. */
    if (is_new || *first == 0 || wmem_array_get_count(flow->details->claims.list) > 1)
        generation_raise();
    if (*first == 0)
        *first = pinfo->num;
    found->last_frame = pinfo->num;
    return found;
}

void
evidence_learn_answer(flow_claim *claim, guint32 status, guint32 frame)
{
    bool is_accepted = status >= 200 && status < 300;
    guint32 *first = is_accepted ? &claim->accepted_frame : &claim->timed_out_frame;

    if ((!is_accepted && status != 408) || *first != 0)
        return;
    *first = frame;
    generation_raise();
}

void
evidence_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame)
{
    flow_claim *claim = evidence_find_claim(flow, named, "");

    if (claim == NULL || claim->route_frame == 0 || claim->not_us_frame != 0)
        return;
    claim->not_us_frame = frame;
    generation_raise();
}

void
evidence_e_addresses(const expressway_flow *flow, host_set *set)
{
    if (flow->details->expressway_e != NULL)
        *set = *flow->details->expressway_e;
    else
        set->count = 0;
    host_set_add(set, flow->server.host, flow->first_frame, "source of its packets");
    configuration_add_same_e(set, flow->server.host, flow->client.host);
}

/* A claim that differs from the packet's destination can only be captured before the translation, at C's
 * side. */
static bool
claims_differ_from_destination(const expressway_flow *flow)
{
    guint count = flow->details->claims.list != NULL && flow->sip.is_expressway
                      ? wmem_array_get_count(flow->details->claims.list)
                      : 0;

    for (guint i = 0; i < count; i++) {
        const flow_claim *one = *(flow_claim **)wmem_array_index(flow->details->claims.list, i);

        if (one->address.host.family != HOST_NONE && !host_address_is_local_only(one->address.host) &&
            !endpoint_matches(one->address, flow->client))
            return true;
    }
    return false;
}

flow_vantage
evidence_vantage(const expressway_flow *flow)
{
    if (flow->said.is_in_client_log && flow->said.is_in_server_log)
        return VANTAGE_UNKNOWN; /* the flow was captured at both sides */
    if (flow->said.is_in_client_log || claims_differ_from_destination(flow))
        return VANTAGE_EXPRESSWAY_C;
    if (flow->said.is_in_server_log ||
        (flow->details->dialled.family != HOST_NONE &&
         !host_address_equals(flow->details->dialled, flow->server.host)) ||
        configuration_is_e_lan_address(flow->server.host))
        return VANTAGE_EXPRESSWAY_E;
    return VANTAGE_UNKNOWN;
}

flow_vantage
evidence_vantage_of_interface(const expressway_flow *flow)
{
    return flow->interfaces.contradict ? VANTAGE_UNKNOWN : flow->interfaces.vantage;
}
