/* link-dropped.c
 * The traversal connection died, and neither end ended it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_link_dropped = {"link_dropped",
                                           "expressway.expert.link_dropped",
                                           "A traversal connection died on the way",
                                           PI_SEQUENCE,
                                           PI_WARN,
                                           FINDING_OF_FAILURE,
                                           find};

static const char *
what_happens(const failure *one)
{
    bool is_proven = one->seen.sure == CONFIDENCE_PROVEN;

    if (one->seen.variant == FAILURE_LINK_RESET)
        return is_proven ? "it was reset by a device between them" : "it was reset";
    return is_proven ? "what one end sends does not arrive at the other"
                     : "what one end sends is not acknowledged";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *idle =
        one->seen.code > 0
            ? wmem_strdup_printf(search->allocator, " after %u seconds without a packet", one->seen.code)
            : "";
    const char *client = failure_client_text(search, one, "Expressway-C");
    const char *server = failure_server_text(search, one, "Expressway-E");

    found->seen = wmem_strdup_printf(search->allocator, "The connection of %s to %s died%s: %s.", client,
                                     server, idle, what_happens(one));
    finding_because(search, found, one->frame,
                    "a new connection was accepted at once in frame %u: the server was there", one->frame);
    if (one->seen.code > 0)
        found->mend = wmem_strdup_printf(
            search->allocator,
            "let no device between %s and %s forget idle connections (this one had been idle for %u seconds)",
            client, server, one->seen.code);
    else
        found->mend = wmem_strdup_printf(search->allocator,
                                         "find the device between %s and %s that ends their connections",
                                         client, server);
    found->means =
        "The traversal zone fails until Expressway-C connects again: calls and registrations in between are lost.";
    found->cure =
        "Raise the idle timeout for TCP between Expressway-C and Expressway-E on every firewall between them, also on those that balance load or fail over, above the interval at which the two are silent.";
    found->prove =
        "Capture at both ends at once: a packet that leaves one end and never arrives, or an RST that nobody sent, proves it.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_link_dropped, FAILURE_LINK_DROPPED, describe);
}
