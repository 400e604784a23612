/* client-address-missing.c
 * A flow of which nothing says where Expressway-E sees Expressway-C: what is missing, and how to get it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

#include "../capture/summary.h"

static bool
has_nothing(expressway_flow *flow)
{
    const flow_summary *summary = summary_of(flow);
    bool is_someone_else = flow_has_foreign_sip(flow);

    return !is_someone_else && flow->details->claims.list == NULL && !summary->by_legs &&
           !summary->by_configuration && summary->vain == NULL;
}

/* Only at the end of the capture is it known that nothing comes. */
void
client_address_find_missing(finding_search *search)
{
    expressway_flow *flow = search->flow;
    finding *found;

    if (search->is_first_pass || !finding_is_asked(search, flow->first_frame) || !has_nothing(flow))
        return;
    found = finding_add(search, client_address_kind(VERDICT_UNDETERMINED, CONFIDENCE_NONE), CONFIDENCE_NONE,
                        flow->first_frame);
    found->is_of_address = true;
    finding_shown_in(search, found, flow->first_frame);
    if (flow->sip.is_seen) {
        found->seen = "There is no SERVICE, and no response with received= from Expressway-E.";
        found->missing =
            "there is no SERVICE here, which a capture has once a phone has tried to register, and which the diagnostic log has in clear";
        found->prove =
            "Capture until a phone has tried to register, or take the diagnostic log, which has the SIP in clear.";
        return;
    }
    if (flow->said.is_refused) {
        found->seen =
            "The connection ended with its TLS handshake, so there is no SIP that names an address.";
        found->missing = "the connection ended with its TLS handshake";
        found->prove = "Mend what ends the handshake first; then capture while phones try to register.";
        return;
    }
    found->seen = "The connection is encrypted: the address that E takes for C's cannot be read.";
    found->missing =
        "the connection is encrypted; the diagnostic log has the SIP in clear, and a capture at Expressway-C's side while phones try to register may show it";
    found->prove =
        "At Expressway-C's side: capture while phones try to register (port translation leaves no trace there). At Expressway-E's side: give E's LAN and public address in the preferences (table of addresses). At either: the diagnostic log has the SIP in clear.";
}
