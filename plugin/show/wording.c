/* wording.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "wording.h"

#include "../capture/judgement.h"
#include "../capture/leg/leg.h"
#include "../capture/configuration.h"
#include "../capture/leg/leg-side.h"

/* The cure as the document has it, in the room that an expert info leaves beside two IPv6 endpoints. */
#define CURE_REFLECTED "Cure: no source NAT for C-to-E traffic on the firewall, or two NICs on E."
#define CURE_TRANSLATED "Cure: no source NAT for C-to-E traffic on any device between them."

static const char *
with_expected(wmem_allocator_t *allocator, const verdict_answer *judged)
{
    char expected[ENDPOINT_TEXT_SIZE];

    if (!judged->has_expected)
        return "";
    return wmem_strdup_printf(allocator, ", not as %s", endpoint_format(judged->expected, expected));
}

const char *
wording_what_is_seen(wmem_allocator_t *allocator, const flow_claim *claim, const verdict_answer *judged)
{
    static const char *const kinds[] = {[VERDICT_NAT_REFLECTED] = "NAT reflection",
                                        [VERDICT_SOURCE_TRANSLATED] = "source NAT",
                                        [VERDICT_PORT_TRANSLATED] = "port translation"};
    const char *is_e = judged->verdict == VERDICT_NAT_REFLECTED ? ", E's own address" : "";
    bool probable = judged->confidence == CONFIDENCE_PROBABLE;

    if (verdict_is_fault(judged->verdict))
        return wmem_strdup_printf(allocator, "E sees C as %s%s%s: %s%s.", claim->text, is_e,
                                  with_expected(allocator, judged), probable ? "consistent with " : "",
                                  kinds[judged->verdict]);
    if (judged->row == ROW_OTHER_CONNECTION)
        return wmem_strdup_printf(
            allocator, "E sees C as %s: probably C's own address, on another connection.", claim->text);
    if (judged->verdict == VERDICT_OWN_ADDRESS)
        return wmem_strdup_printf(allocator, "E sees C as %s: C's own address%s.", claim->text,
                                  probable ? ", probably" : "");
    return wmem_strdup_printf(allocator, "E sees C as %s.", claim->text);
}

const char *
wording_cure(verdict value)
{
    switch (value) {
    case VERDICT_NAT_REFLECTED:
        return CURE_REFLECTED;
    case VERDICT_SOURCE_TRANSLATED:
    case VERDICT_PORT_TRANSLATED:
        return CURE_TRANSLATED;
    default:
        return NULL;
    }
}

const char *
wording_cure_at_length(verdict value, const flow_claim *claim)
{
    if (verdict_is_fault(value) && claim != NULL && claim->accepted_frame != 0)
        return "Nothing, while Expressway-C answers SERVICE with 200. If it ever answers 408, stop translating the source address and port of its traffic to Expressway-E.";
    if (value == VERDICT_NAT_REFLECTED)
        return "Stop translating the source address and port of Expressway-C's traffic to Expressway-E on the firewall that reflects it, or give Expressway-E two NICs, so that no reflection is needed. Where C and E share a subnet, only two NICs, or a route that takes E's replies through the firewall, will do.";
    if (verdict_is_fault(value))
        return "Stop translating the source address and port of Expressway-C's traffic to Expressway-E, on every device between them: inner firewalls too.";
    return NULL;
}

const char *
wording_finding(wmem_allocator_t *allocator, const flow_claim *claim, const verdict_answer *judged)
{
    const char *seen = wording_what_is_seen(allocator, claim, judged);
    const char *cure = wording_cure(judged->verdict);

    if (cure != NULL && claim->accepted_frame != 0)
        return wmem_strdup_printf(allocator, "%s C accepted it: 200 in frame %u.", seen,
                                  claim->accepted_frame);
    return cure != NULL ? wmem_strdup_printf(allocator, "%s %s", seen, cure) : seen;
}

const char *
wording_meaning(const flow_claim *claim, const verdict_answer *judged)
{
    if (!verdict_is_fault(judged->verdict))
        return NULL;
    if (claim->accepted_frame != 0)
        return "Expressway-C accepted it: so far this translation does not break Mobile and Remote Access on this connection.";
    if (claim->timed_out_frame != 0 && judged->confidence != CONFIDENCE_PROVEN)
        return "SERVICE was answered 408, which is what comes of a wrong Route: users can log in and have no phone services.";
    if (claim->timed_out_frame != 0)
        return "Expressway-C does not find itself in the Route, tries to forward SERVICE there, and answers 408: users can log in and have no phone services.";
    return "It will break Mobile and Remote Access if this zone carries it: Expressway-C would not find itself in the Route of SERVICE. Source NAT without Mobile and Remote Access is supported.";
}

void
wording_add_reason(wmem_array_t *reasons, wmem_allocator_t *allocator, const char *format, ...)
{
    char *text;
    va_list arguments;

    va_start(arguments, format);
    text = wmem_strdup_vprintf(allocator, format, arguments);
    va_end(arguments);
    wmem_array_append_one(reasons, text);
}

/* "top Via of Expressway-E's request in frame 9", "the table of addresses". */
static const char *
where_said(wmem_allocator_t *allocator, const named_host *host)
{
    return host->frame != 0 ? wmem_strdup_printf(allocator, "%s in frame %u", host->said, host->frame)
                            : host->said;
}

static void
add_claim(wmem_array_t *reasons, wmem_allocator_t *allocator, const expressway_flow *flow,
          const flow_claim *claim, bool is_route, guint32 frame)
{
    const char *where = is_route ? "Route of SERVICE" : "received/rport in Expressway-E's response";

    if (flow->client.host.family == HOST_NONE)
        wording_add_reason(reasons, allocator,
                           "%s in frame %u says %s; the log does not name Expressway-C's end", where, frame,
                           claim->text);
    else
        wording_add_reason(
            reasons, allocator,
            endpoint_matches(claim->address, flow->client)
                ? "%s in frame %u says %s, and the frame goes to %s: the same, as seen from here"
                : "%s in frame %u says %s, but the frame goes to %s",
            where, frame, claim->text, flow->client_text);
    if (flow->said.is_in_client_log && flow->client.host.family != HOST_NONE)
        wording_add_reason(reasons, allocator, "Expressway-C's own log has %s as C's end of the connection",
                           flow->client_text);
}

/* What the connection's other leg adds. */
static void
add_legs(wmem_array_t *reasons, wmem_allocator_t *allocator, const leg_pair *pair)
{
    const expressway_flow *c = pair->c_side;
    const expressway_flow *e = pair->e_side;

    if (c == e)
        wording_add_reason(
            reasons, allocator,
            "the same packets were captured at both sides, and come from %s at both (frames %u and %u)",
            c->client_text, pair->c_frame, pair->e_frame);
    else if (endpoint_equal(&c->client, &e->client) && (pair->c_proof == LEG_NOT_SHOWN || !pair->e_is_shown))
        wording_add_reason(
            reasons, allocator,
            "flow %u and flow %u are one connection (%s in frames %u and %u), which comes from %s at both places",
            c->number, e->number, leg_pairing_name(pair->paired_by), pair->c_frame, pair->e_frame,
            c->client_text);
    else
        wording_add_reason(
            reasons, allocator,
            "flow %u and flow %u are one connection (%s in frames %u and %u): at Expressway-C's side it comes from %s, at Expressway-E's from %s",
            c->number, e->number, leg_pairing_name(pair->paired_by), pair->c_frame, pair->e_frame,
            c->client_text, e->client_text);
}

static void
add_e_addresses(wmem_array_t *reasons, wmem_allocator_t *allocator, const expressway_flow *flow,
                const flow_claim *claim)
{
    char host[ENDPOINT_TEXT_SIZE];
    const named_host *found;
    host_set of_e;

    judgement_e_addresses(flow, &of_e);
    found = host_set_find(&of_e, claim->address.host);
    if (found == NULL)
        return;
    host_address_format(found->host, host);
    wording_add_reason(reasons, allocator, "%s is Expressway-E's own address: %s", host,
                       where_said(allocator, found));
    if (flow->said.expressway_e != NULL && host_address_equals(claim->address.host, flow->server.host)) {
        found = host_set_find(flow->said.expressway_e, claim->address.host);
        if (found != NULL && host_address_equals(flow->server.host, found->host))
            wording_add_reason(reasons, allocator, "%s is the source of Expressway-E's packets in this flow",
                               host);
    }
}

static void
add_client_words(wmem_array_t *reasons, wmem_allocator_t *allocator, const expressway_flow *flow,
                 const flow_claim *claim)
{
    const host_set *configured = configuration_addresses(ROLE_EXPRESSWAY_C);
    const host_set *sets[] = {flow->said.client_word,
                              host_set_find(configured, claim->address.host) ? configured : NULL};
    char host[ENDPOINT_TEXT_SIZE];

    for (guint set = 0; set < G_N_ELEMENTS(sets); set++) {
        for (guint i = 0; sets[set] != NULL && i < sets[set]->count; i++) {
            const named_host *named = &sets[set]->hosts[i];

            wording_add_reason(reasons, allocator, "Expressway-C's address is %s: %s",
                               host_address_format(named->host, host), where_said(allocator, named));
        }
    }
}

/* What shows that the address was seen where nothing has translated it yet. C's log is named with the claim.
 */
static void
add_place(wmem_array_t *reasons, wmem_allocator_t *allocator, leg_proof proof)
{
    static const char *const reasons_of[] = {
        [LEG_UNROUTED] =
            "it was captured at Expressway-C's side, probably: no router has had the client's packets, though some firewalls do not count as one",
        [LEG_NAMED] = "it was captured at Expressway-C's side, by the interface's name",
        [LEG_NAMED_AND_UNROUTED] =
            "it was captured at Expressway-C's side: the interface is named so, and no router has had the client's packets",
        [LEG_PROVEN] =
            "it was captured at Expressway-C's side, by the table of addresses or by Expressway-C's own log"};

    if (proof != LEG_NOT_SHOWN)
        wording_add_reason(reasons, allocator, "%s", reasons_of[proof]);
}

static void
add_outcome(wmem_array_t *reasons, wmem_allocator_t *allocator, const flow_claim *claim)
{
    if (claim->accepted_frame != 0)
        wording_add_reason(reasons, allocator, "Expressway-C accepted the SERVICE: 200 in frame %u",
                           claim->accepted_frame);
    if (claim->not_us_frame != 0)
        wording_add_reason(reasons, allocator,
                           "Expressway-C's log says of it \"Route header is not us\" in frame %u",
                           claim->not_us_frame);
    if (claim->timed_out_frame != 0)
        wording_add_reason(reasons, allocator, "Expressway-C answered the SERVICE 408 in frame %u",
                           claim->timed_out_frame);
}

wmem_array_t *
wording_evidence(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_claim *claim,
                 const verdict_answer *judged, bool is_route, guint32 frame)
{
    wmem_array_t *reasons = wmem_array_new(allocator, sizeof(char *));
    const leg_pair *pair = leg_pair_of(flow);

    if (!claim->is_of_leg)
        add_claim(reasons, allocator, flow, claim, is_route, frame);
    if (pair != NULL)
        add_legs(reasons, allocator, pair);
    switch (judged->row) {
    case ROW_REFLECTED_AWAY:
    case ROW_REFLECTED_HERE:
        add_e_addresses(reasons, allocator, flow, claim);
        break;
    case ROW_PORT_AWAY:
    case ROW_PORT_DOUBTED:
    case ROW_WORD_DIFFERS:
    case ROW_WORD_CONFIGURED:
    case ROW_WORD_CONTRADICTS:
    case ROW_WORD_AGREES:
    case ROW_ACCEPTED:
    case ROW_PORT_UNUSUAL:
        add_client_words(reasons, allocator, flow, claim);
        break;
    case ROW_TRUE_CLIENT:
        add_place(reasons, allocator, judgement_proof_of_client(flow, claim));
        break;
    case ROW_OTHER_CONNECTION:
        wording_add_reason(
            reasons, allocator,
            "%s is Expressway-C's host with another port, and C took it for its own: the address of another connection of C's",
            claim->text);
        break;
    default:
        break;
    }
    add_outcome(reasons, allocator, claim);
    return reasons;
}

/* Row 0: why nothing can be compared. */
static const char *
not_judged(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_claim *claim)
{
    char host[ENDPOINT_TEXT_SIZE];

    if (claim->address.host.family == HOST_NONE)
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s is a name, no address. A capture in which it is resolved does not help; look the name up on Expressway-E.",
            claim->text);
    if (host_address_is_unspecified(claim->address.host))
        return wmem_strdup_printf(allocator, "Not judged: %s is the unspecified address, which no host has.",
                                  claim->text);
    if (host_address_is_local_only(claim->address.host))
        return wmem_strdup_printf(allocator, "Not judged: %s is a loopback address.", claim->text);
    if (flow->client.host.family == HOST_NONE)
        return wmem_strdup_printf(
            allocator,
            "Not judged: this log does not name Expressway-C's end of the connection, so %s cannot be compared with it. A capture at either side has it.",
            claim->text);
    return wmem_strdup_printf(allocator, "Not judged: both ends of the connection are %s.",
                              host_address_format(flow->server.host, host));
}

const char *
wording_undetermined(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_claim *claim,
                     const verdict_answer *judged)
{
    switch (judged->row) {
    case ROW_NOT_JUDGED:
        return not_judged(allocator, flow, claim);
    case ROW_PORT_DOUBTED:
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s has the client's host and another port, but other evidence names another client. A capture from the other side decides it.",
            claim->text);
    case ROW_WORD_CONTRADICTS:
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s is configured as Expressway-C's, but C's messages name another host. A capture from Expressway-C decides it.",
            claim->text);
    case ROW_PORT_UNUSUAL:
        return wmem_strdup_printf(
            allocator,
            "Not judged: the host of %s is C's own, but its port is unusual for a traversal client. A capture from Expressway-C decides it.",
            claim->text);
    default:
        if (claim->is_of_leg)
            return wmem_strdup_printf(
                allocator,
                "Not judged: in both captures the client is %s, which is C's own address only if nothing translates before the one or behind the other. That these are of C's and of E's side is not shown.",
                claim->text);
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s is where the packet goes, which at Expressway-E's side it always is. A capture from Expressway-C, or C's address in the preferences, decides it.",
            claim->text);
    }
}
