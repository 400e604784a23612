/* zone-unreachable.c
 * Expressway-C cannot connect to a traversal port of Expressway-E.
 * variant: a connect_outcome; name: who refused with ICMP.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_zone_unreachable = {"zone_unreachable",
                                               "expressway.expert.zone_unreachable",
                                               "Expressway-C cannot connect to Expressway-E's traversal port",
                                               PI_SEQUENCE,
                                               PI_ERROR,
                                               FINDING_OF_FAILURE,
                                               find};

static const char *
what_happens(const finding_search *search, const failure *one)
{
    switch (one->seen.variant) {
    case CONNECT_REFUSED:
        return "the connection is refused (RST)";
    case CONNECT_UNREACHABLE:
        if (one->seen.name != NULL)
            return wmem_strdup_printf(search->allocator, "ICMP from %s says unreachable", one->seen.name);
        return "ICMP says unreachable";
    default:
        return "nothing answers";
    }
}

static const char *
cure_of(const failure *one)
{
    switch (one->seen.variant) {
    case CONNECT_REFUSED:
        return "On Expressway-E, enable the traversal server zone and SIP over TLS, and give the zone the port that Expressway-C uses. If a capture at Expressway-E does not show the attempts, a firewall refuses them: open the port there.";
    case CONNECT_UNREACHABLE:
        return "Open the port from Expressway-C to Expressway-E on the device that sends the ICMP error, or mend the route to Expressway-E there.";
    default:
        return "Open the port from Expressway-C to Expressway-E on every firewall between them, and check the route in both directions and the zone's peer address. If a capture at Expressway-E shows the attempts, look at Expressway-E's own firewall rules.";
    }
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *client = failure_client_text(search, one, "");
    const char *server = failure_server_text(search, one, "its traversal port");

    found->seen =
        wmem_strdup_printf(search->allocator, "Expressway-C%s%s cannot connect to Expressway-E at %s: %s.",
                           client[0] != '\0' ? " " : "", client, server, what_happens(search, one));
    found->mend =
        wmem_strdup_printf(search->allocator, "let Expressway-C connect to Expressway-E at %s (now %s)",
                           server, what_happens(search, one));
    found->means =
        "The traversal zone is down: nobody outside can log in or register through it, and no call passes.";
    found->cure = cure_of(one);
    found->prove =
        "Capture for some minutes at Expressway-C: the next attempts show whether the port stays closed.";
    if (one->seen.words != NULL)
        finding_because(search, found, one->frame, "its words: %s", one->seen.words);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_zone_unreachable, FAILURE_ZONE_UNREACHABLE, describe);
}
