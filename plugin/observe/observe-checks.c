/* observe-checks.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-checks.h"

#include "../capture/consequence/service.h"
#include "../capture/failure/failure-variant.h"
#include "../capture/failure/flow-checks.h"
#include "../capture/failure/host-link.h"
#include "../capture/frame/frame.h"
#include "../capture/leg/leg-match.h"
#include "../capture/leg/leg.h"
#include "../capture/summary.h"
#include "observe-credentials.h"

#include "../model/sip/sip-date.h"

#define NANOSECONDS ((gint64)1000000000)

/* Clocks that differ by no more are equal enough. */
#define CLOCK_SECONDS 60

/* Whether the time of the frame is that of Expressway-C's clock, and its addresses are those that C sees: it
 * is in C's log, or was captured before any router has forwarded C's packets. */
static bool
is_at_c(const observed_message *seen)
{
    const expressway_flow *flow = seen->flow;
    const leg_pair *pair;

    if (frame_is_log_entry(seen->pinfo))
        return flow->said.is_in_client_log && !flow->said.is_in_server_log;
    if (flow->legs == NULL || flow->said.is_in_server_log ||
        !capture_points_are_unrouted(&flow->legs->points, true))
        return false;
    pair = leg_pair_of(flow);
    return (pair == NULL || (pair->c_side == flow && pair->e_side != flow)) &&
           leg_side_proof_of_c(flow, pair != NULL) != LEG_NOT_SHOWN;
}

/* Whether that is certain: a firewall next to C has the same view, but a clock of its own. */
static bool
is_on_c(const observed_message *seen)
{
    return frame_is_log_entry(seen->pinfo) ||
           capture_points_are_named_and_unrouted(&seen->flow->legs->points, true);
}

static failure_seen
failure_of(packet_info *pinfo, const expressway_flow *flow, failure_what what)
{
    return (failure_seen){.what = what,
                          .source = frame_is_log_entry(pinfo) ? FAILURE_FROM_LOG : FAILURE_FROM_PACKETS,
                          .sure = CONFIDENCE_PROVEN,
                          .client = flow->client,
                          .server = flow->server};
}

/* ahead: seconds by which E's clock is ahead of C's. Once is enough for two hosts. */
static failure *
say_clock(packet_info *pinfo, const expressway_flow *flow, gint64 ahead, confidence sure)
{
    failure_seen one = failure_of(pinfo, flow, FAILURE_CLOCK_DIFFERENCE);
    host_link *link = host_link_between(flow->client.host, flow->server.host);

    if (ABS(ahead) <= CLOCK_SECONDS || link == NULL || link->has_clock)
        return NULL;
    link->has_clock = true;
    one.variant = FAILURE_CLOCK_BY_TIMES;
    one.sure = sure;
    one.is_of_client = ahead < 0;
    one.code = (guint)MIN(ABS(ahead), G_MAXINT32);
    return failure_note(pinfo, &one);
}

/* E writes the date into a SERVICE when it sends it. */
static void
check_clock(const observed_message *seen)
{
    int64_t date;

    if (sip_date_parse(seen->message->first[SIP_DATE], &date) && is_at_c(seen))
        say_clock(seen->pinfo, seen->flow, date - seen->pinfo->abs_ts.secs,
                  is_on_c(seen) ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE);
}

void
observe_checks_sides(packet_info *pinfo, const expressway_flow *flow)
{
    const leg_pair *pair = leg_pair_of(flow);
    const capture_points *at_c;
    const capture_points *at_e;
    gint64 ahead;
    bool are_on_boxes;

    if (pair == NULL || !pair->has_offset || !pair->sides_known)
        return;
    ahead = (pair->offset + (pair->offset < 0 ? -1 : 1) * (NANOSECONDS / 2)) / NANOSECONDS;
    at_c = &pair->c_side->legs->points;
    at_e = &pair->e_side->legs->points;
    if (ABS(ahead) <= CLOCK_SECONDS || !capture_points_are_unrouted(at_c, true) ||
        !capture_points_are_unrouted(at_e, false))
        return;
    are_on_boxes = capture_points_are_named_and_unrouted(at_c, true) &&
                   capture_points_are_named_and_unrouted(at_e, false);
    failure_shown_in(
        say_clock(pinfo, pair->c_side, ahead, are_on_boxes ? CONFIDENCE_PROVEN : CONFIDENCE_PROBABLE),
        pair->c_frame);
}

/* The address by which E calls itself in its own Via, against the one that C connects to. Destination NAT
 * between the two is allowed, so that two private addresses may be right. */
static void
check_address(const observed_message *seen, flow_checks *checks)
{
    host_address word = seen->record->via_host;
    host_address server = seen->flow->server.host;
    char name[ENDPOINT_TEXT_SIZE];
    failure_seen one;

    if (word.family == HOST_NONE || word.family != server.family || host_address_is_local_only(word))
        return;
    /* Phones would be told to send their requests and media there. */
    checks->has_failed |= host_address_is_private(word) && host_link_has_phones(word);
    if (host_address_equals(word, server)) {
        failure_withdraw(checks->address);
        return;
    }
    if (checks->address != NULL || host_address_is_private(word) == host_address_is_private(server) ||
        host_address_equals(word, seen->flow->client.host) || !is_at_c(seen))
        return;
    one = failure_of(seen->pinfo, seen->flow, FAILURE_WRONG_ADDRESS);
    one.variant = FAILURE_ADDRESS_OWN_WORD;
    if (!host_address_is_private(word) && !is_on_c(seen))
        one.sure = CONFIDENCE_PROBABLE; /* behind destination NAT, this is how E's side looks */
    one.name = host_address_format(word, name);
    checks->address = failure_note(seen->pinfo, &one);
}

/* Challenges are steps on the way. */
static bool
is_failure(unsigned status)
{
    return status >= 300 && status != 401 && status != 407;
}

/* Everything that can be read of the flow works. The link is healthy if its tunnels work too. */
static void
check_health(packet_info *pinfo, expressway_flow *flow, flow_checks *checks)
{
    host_link *link;
    const flow_summary *summary;
    failure_seen one;

    if (checks->has_failed || checks->healthy != NULL || !checks->has_options || !checks->has_service ||
        !checks->has_register)
        return;
    link = host_link_between(flow->client.host, flow->server.host);
    if (link == NULL)
        return;
    link->working = flow;
    summary = link->has_tunnel ? summary_of(flow) : NULL;
    if (summary == NULL || summary->verdict != VERDICT_OWN_ADDRESS ||
        summary->confidence != CONFIDENCE_PROVEN)
        return;
    one = failure_of(pinfo, flow, FAILURE_HEALTHY);
    checks->healthy = failure_note_healthy(pinfo, &one);
}

void
observe_checks_tunnel(packet_info *pinfo, host_link *link)
{
    bool is_new = !link->has_tunnel;

    link->has_tunnel = true;
    if (is_new && link->working != NULL)
        check_health(pinfo, link->working, flow_checks_of(link->working));
}

/* C's responses to what E forwards. */
static void
check_response(const observed_message *seen, flow_checks *checks)
{
    unsigned status = seen->message->status;
    bool is_service = service_is_method_of(seen->message);

    if (!is_service && !sip_message_is_of(seen->message, TEXT_VIEW("REGISTER")))
        return;
    if (is_failure(status)) {
        checks->has_failed = true;
        failure_withdraw(checks->healthy);
    } else if (status >= 200 && status < 300) {
        checks->has_service |= is_service;
        checks->has_register |= !is_service;
    }
    check_health(seen->pinfo, seen->flow, checks);
}

void
observe_checks(const observed_message *seen)
{
    flow_checks *checks;

    if (!seen->flow->is_known || !seen->flow->sip.is_expressway)
        return;
    if (sip_message_is_of(seen->message, TEXT_VIEW("OPTIONS")))
        observe_credentials(seen);
    checks = flow_checks_of(seen->flow);
    if (seen->from_client && !seen->message->is_request)
        check_response(seen, checks);
    if (seen->from_client || !seen->message->is_request)
        return;
    check_address(seen, checks);
    if (service_is_method_of(seen->message))
        check_clock(seen);
}
