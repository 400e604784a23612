/* leg-side.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-side.h"

#include "../configuration.h"
#include "../evidence.h"
#include "leg-match.h"

/* 1 if only one of them is true, -1 if only the other is. */
static int
prefer(bool one, bool other)
{
    return (one ? 1 : 0) - (other ? 1 : 0);
}

/* What SIP or the preferences say about either. */
static int
by_what_is_said(const expressway_flow *one, const expressway_flow *other)
{
    const host_set *of_c = configuration_addresses(ROLE_EXPRESSWAY_C);
    flow_vantage left = evidence_vantage(one);
    flow_vantage right = evidence_vantage(other);

    if (left != right)
        return prefer(left == VANTAGE_EXPRESSWAY_C || right == VANTAGE_EXPRESSWAY_E,
                      right == VANTAGE_EXPRESSWAY_C || left == VANTAGE_EXPRESSWAY_E);
    return prefer(host_set_find(of_c, one->client.host) != NULL,
                  host_set_find(of_c, other->client.host) != NULL);
}

/* Reflected: E's leg comes from where C's leg goes. */
static int
by_reflection(const expressway_flow *one, const expressway_flow *other)
{
    return prefer(host_address_equals(other->client.host, one->server.host),
                  host_address_equals(one->client.host, other->server.host));
}

/* Every router takes one hop off. At C's side, more hops are left from the client and fewer from the
 * server. */
static int
by_hops(const expressway_flow *one, const expressway_flow *other)
{
    const capture_point *left = &one->legs->points.first;
    const capture_point *right = &other->legs->points.first;

    for (guint end = 0; end < FLOW_ENDS; end++) {
        if (left->hops[end] == 0 || right->hops[end] == 0)
            return 0;
    }
    return prefer(left->hops[FLOW_END_CLIENT] > right->hops[FLOW_END_CLIENT] &&
                      left->hops[FLOW_END_SERVER] < right->hops[FLOW_END_SERVER],
                  left->hops[FLOW_END_CLIENT] < right->hops[FLOW_END_CLIENT] &&
                      left->hops[FLOW_END_SERVER] > right->hops[FLOW_END_SERVER]);
}

/* C connects to an address that can be reached from outside. */
static int
by_destination_translation(const expressway_flow *one, const expressway_flow *other)
{
    return prefer(!host_address_is_private(one->server.host) && host_address_is_private(other->server.host),
                  host_address_is_private(one->server.host) && !host_address_is_private(other->server.host));
}

static int
by_client_port(const expressway_flow *one, const expressway_flow *other)
{
    return prefer(configuration_is_client_port(one->client.port),
                  configuration_is_client_port(other->client.port));
}

/* Data from the client passes C's side first, data from the server E's, whatever the difference of the
 * clocks. With one direction only, that difference cannot be told from the network delay. */
static int
by_time(const expressway_flow *one, const expressway_flow *other)
{
    const leg_match *match = leg_match_between(one, other);
    leg_delays from_client;
    leg_delays from_server;

    if (match == NULL || match->delays[FLOW_END_CLIENT].count == 0 ||
        match->delays[FLOW_END_SERVER].count == 0)
        return 0;
    from_client = leg_match_delays(match, one, true);
    from_server = leg_match_delays(match, one, false);
    return prefer(from_client.least > from_server.most, from_client.most < from_server.least);
}

/* The names of the interfaces count if nothing contradicts them. */
static int
by_interface(const expressway_flow *one, const expressway_flow *other)
{
    return prefer(evidence_vantage_of_interface(one) == VANTAGE_EXPRESSWAY_C &&
                      evidence_vantage_of_interface(other) == VANTAGE_EXPRESSWAY_E,
                  evidence_vantage_of_interface(other) == VANTAGE_EXPRESSWAY_C &&
                      evidence_vantage_of_interface(one) == VANTAGE_EXPRESSWAY_E);
}

int
leg_side_compare(const expressway_flow *one, const expressway_flow *other)
{
    /* What was measured comes before what is only usual. */
    static int (*const rules[])(const expressway_flow *, const expressway_flow *) = {
        by_what_is_said, by_reflection, by_hops, by_time, by_destination_translation,
        by_client_port,  by_interface};

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        int found = rules[i](one, other);

        if (found != 0)
            return found;
    }
    return 0;
}

/* A port that no traversal client uses may have been translated by a firewall that does not count as a
 * router. */
static bool
is_unrouted_at_c(const expressway_flow *flow, bool has_other_leg)
{
    if (flow->legs == NULL || !configuration_is_client_port(flow->client.port))
        return false;
    return has_other_leg ? capture_points_are_unrouted(&flow->legs->points, true)
                         : capture_points_are_of_c(&flow->legs->points);
}

static bool
is_named_at_c(const expressway_flow *flow, bool has_other_leg)
{
    return has_other_leg ? capture_points_are_named(&flow->legs->points, true)
                         : evidence_vantage_of_interface(flow) == VANTAGE_EXPRESSWAY_C;
}

leg_proof
leg_side_proof_of_c(const expressway_flow *flow, bool has_other_leg)
{
    bool is_named = is_named_at_c(flow, has_other_leg);
    bool is_unrouted = is_unrouted_at_c(flow, has_other_leg);
    /* Name and hops must belong to one place; those of different places may contradict each other. */
    bool are_both =
        is_named && is_unrouted && capture_points_are_named_and_unrouted(&flow->legs->points, true);
    leg_proof found = are_both      ? LEG_NAMED_AND_UNROUTED
                      : is_named    ? LEG_NAMED
                      : is_unrouted ? LEG_UNROUTED
                                    : LEG_NOT_SHOWN;

    if (flow->said.is_in_client_log)
        return LEG_PROVEN;
    if (host_set_find(configuration_addresses(ROLE_EXPRESSWAY_C), flow->client.host) != NULL)
        found = LEG_PROVEN;
    if (found != LEG_NOT_SHOWN && evidence_vantage(flow) == VANTAGE_EXPRESSWAY_E)
        return LEG_NOT_SHOWN;
    return found;
}

bool
leg_side_is_at_e(const expressway_flow *leg)
{
    return leg->said.is_in_server_log || capture_points_are_named(&leg->legs->points, false) ||
           capture_points_are_unrouted(&leg->legs->points, false);
}
