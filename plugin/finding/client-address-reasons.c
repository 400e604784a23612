/* client-address-reasons.c
 * The reasons for a judgement of the address that Expressway-E takes for Expressway-C's.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

#include "../capture/configuration.h"
#include "../capture/judgement.h"
#include "../capture/leg/leg.h"
#include "../capture/leg/leg-side.h"

/* What the reasons are about. */
typedef struct {
    const finding_search *search;
    finding *found;
    const expressway_flow *flow;
    const flow_claim *claim;
} reasoning;

/* "top Via of Expressway-E's request in frame 9", "the table of addresses". */
static const char *
where_said(const reasoning *about, const named_host *host)
{
    return host->frame != 0
               ? wmem_strdup_printf(about->search->allocator, "%s in frame %u", host->said, host->frame)
               : host->said;
}

static void
add_claim(const reasoning *about, bool is_route, guint32 frame)
{
    const expressway_flow *flow = about->flow;
    const char *where = is_route ? "Route of SERVICE" : "received/rport in Expressway-E's response";

    if (flow->client.host.family == HOST_NONE)
        finding_because(about->search, about->found, frame,
                        "%s in frame %u says %s; the log does not name Expressway-C's end", where, frame,
                        about->claim->text);
    else if (endpoint_matches(about->claim->address, flow->client))
        finding_because(
            about->search, about->found, frame,
            "%s in frame %u says %s, and the frame goes to %s, which is the same address in this capture",
            where, frame, about->claim->text, flow_end_text(about->search->allocator, flow->client));
    else
        finding_because(about->search, about->found, frame,
                        "%s in frame %u says %s, but the frame goes to %s", where, frame, about->claim->text,
                        flow_end_text(about->search->allocator, flow->client));
    if (flow->said.is_in_client_log && flow->client.host.family != HOST_NONE)
        finding_because(about->search, about->found, 0,
                        "Expressway-C's own log has %s as C's end of the connection",
                        flow_end_text(about->search->allocator, flow->client));
}

/* What the connection's other leg adds. */
static void
add_legs(const reasoning *about, const leg_pair *pair)
{
    const expressway_flow *c = pair->c_side;
    const expressway_flow *e = pair->e_side;

    if (c == e)
        finding_because(
            about->search, about->found, pair->c_frame,
            "the same packets were captured at both sides, and their source is %s at both (frames %u and %u)",
            flow_end_text(about->search->allocator, c->client), pair->c_frame, pair->e_frame);
    else if (endpoint_equal(&c->client, &e->client) && (pair->c_proof == LEG_NOT_SHOWN || !pair->e_is_shown))
        finding_because(
            about->search, about->found, pair->c_frame,
            "flow %u and flow %u are one connection (%s in frames %u and %u), whose source is %s at both places",
            c->number, e->number, leg_pairing_name(pair->paired_by), pair->c_frame, pair->e_frame,
            flow_end_text(about->search->allocator, c->client));
    else
        finding_because(
            about->search, about->found, pair->c_frame,
            "flow %u and flow %u are one connection (%s in frames %u and %u): its source is %s at Expressway-C's side and %s at Expressway-E's",
            c->number, e->number, leg_pairing_name(pair->paired_by), pair->c_frame, pair->e_frame,
            flow_end_text(about->search->allocator, c->client),
            flow_end_text(about->search->allocator, e->client));
    finding_shown_in(about->search, about->found, pair->e_frame);
}

static void
add_e_addresses(const reasoning *about)
{
    const expressway_flow *flow = about->flow;
    host_address claimed = about->claim->address.host;
    char host[ENDPOINT_TEXT_SIZE];
    const named_host *named;
    host_set of_e;

    judgement_e_addresses(flow, &of_e);
    named = host_set_find(&of_e, claimed);
    if (named == NULL)
        return;
    host_address_format(named->host, host);
    finding_because(about->search, about->found, named->frame, "%s is Expressway-E's own address: %s", host,
                    where_said(about, named));
    if (flow->details->expressway_e != NULL && host_address_equals(claimed, flow->server.host) &&
        host_set_find(flow->details->expressway_e, claimed) != NULL)
        finding_because(about->search, about->found, 0,
                        "%s is the source of Expressway-E's packets in this flow", host);
}

static void
add_client_words(const reasoning *about)
{
    const host_set *configured = configuration_addresses(ROLE_EXPRESSWAY_C);
    const host_set *sets[] = {about->flow->said.client_word,
                              host_set_find(configured, about->claim->address.host) ? configured : NULL};
    char host[ENDPOINT_TEXT_SIZE];

    for (guint set = 0; set < G_N_ELEMENTS(sets); set++) {
        for (guint i = 0; sets[set] != NULL && i < sets[set]->count; i++) {
            const named_host *named = &sets[set]->hosts[i];

            finding_because(about->search, about->found, named->frame, "Expressway-C's address is %s: %s",
                            host_address_format(named->host, host), where_said(about, named));
        }
    }
}

/* What shows that the address was seen where nothing has translated it yet. C's log is named with the claim.
 */
static void
add_place(const reasoning *about)
{
    static const char *const reasons_of[] = {
        [LEG_UNROUTED] =
            "it was probably captured at Expressway-C's side: no router has forwarded the client's packets, but some firewalls do not count as a router",
        [LEG_NAMED] = "it was captured at Expressway-C's side, according to the interface's name",
        [LEG_NAMED_AND_UNROUTED] =
            "it was captured at Expressway-C's side: the interface's name says so, and no router has forwarded the client's packets",
        [LEG_PROVEN] =
            "it was captured at Expressway-C's side, according to the table of addresses or Expressway-C's own log"};
    leg_proof proof = judgement_proof_of_client(about->flow, about->claim);

    if (proof != LEG_NOT_SHOWN)
        finding_because(about->search, about->found, 0, "%s", reasons_of[proof]);
}

static void
add_what_decides(const reasoning *about, const verdict_answer *judged)
{
    switch (judged->row) {
    case ROW_REFLECTED_AWAY:
    case ROW_REFLECTED_HERE:
        add_e_addresses(about);
        break;
    case ROW_PORT_AWAY:
    case ROW_PORT_DOUBTED:
    case ROW_WORD_DIFFERS:
    case ROW_WORD_CONFIGURED:
    case ROW_WORD_CONTRADICTS:
    case ROW_WORD_AGREES:
    case ROW_ACCEPTED:
    case ROW_PORT_UNUSUAL:
        add_client_words(about);
        break;
    case ROW_TRUE_CLIENT:
        add_place(about);
        break;
    case ROW_OTHER_CONNECTION:
        finding_because(
            about->search, about->found, 0,
            "%s is Expressway-C's host with another port, and C accepted it as its own: it is the address of another connection of C's",
            about->claim->text);
        break;
    default:
        break;
    }
}

static void
add_outcome(const reasoning *about)
{
    const flow_claim *claim = about->claim;

    if (claim->accepted_frame != 0)
        finding_because(about->search, about->found, claim->accepted_frame,
                        "Expressway-C accepted the SERVICE: 200 in frame %u", claim->accepted_frame);
    if (claim->not_us_frame != 0)
        finding_because(about->search, about->found, claim->not_us_frame,
                        "Expressway-C's log says \"Route header is not us\" about it in frame %u",
                        claim->not_us_frame);
    if (claim->timed_out_frame != 0)
        finding_because(about->search, about->found, claim->timed_out_frame,
                        "Expressway-C answered the SERVICE 408 in frame %u", claim->timed_out_frame);
}

void
client_address_add_reasons(const finding_search *search, finding *found, const judged_claim *claimed)
{
    const reasoning about = {search, found, claimed->flow, claimed->claim};
    const leg_pair *pair = leg_pair_of(claimed->flow);

    if (!claimed->claim->is_of_leg)
        add_claim(&about, claimed->is_route, claimed->frame);
    if (pair != NULL)
        add_legs(&about, pair);
    add_what_decides(&about, &claimed->judged);
    add_outcome(&about);
}

wmem_array_t *
client_address_reasons(wmem_allocator_t *allocator, const judged_claim *about)
{
    finding_search search = {.allocator = allocator, .wants_reasons = true};
    finding found = {.why = wmem_array_new(allocator, sizeof(char *)),
                     .frames = wmem_array_new(allocator, sizeof(guint32))};

    client_address_add_reasons(&search, &found, about);
    return found.why;
}
