/* inspection.c
 * A firewall that looks into the connections between phones, Expressway-E and Expressway-C, and changes or
 * ends them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_inspection = {"inspection",
                                         "expressway.expert.inspection",
                                         "A firewall interferes with the connection",
                                         PI_PROTOCOL,
                                         PI_WARN,
                                         FINDING_OF_FAILURE,
                                         find};

static const char *
seen_of(const finding_search *search, const failure *one)
{
    const char *client = failure_client_text(search, one, "the client");
    const char *server = failure_server_text(search, one, "the server");

    switch ((failure_inspection)one->seen.variant) {
    case FAILURE_INSPECTION_BOTH_ENDS:
        return wmem_strdup_printf(
            search->allocator,
            "%s and %s each receive an end of the connection, during the TLS handshake, that the other has not sent: a device between them ends it.",
            client, server);
    case FAILURE_INSPECTION_IDLE_COUNTDOWN:
        return wmem_strdup_printf(
            search->allocator,
            "%s connects to %s, and no data arrives until the connection is given up: a device between them probably holds it back.",
            client, server);
    case FAILURE_INSPECTION_SIP:
        return wmem_strdup_printf(search->allocator,
                                  "SIP between %s and %s differs from one side of a firewall to the other.",
                                  client, server);
    case FAILURE_INSPECTION_CUT_OFF:
        break;
    }
    return wmem_strdup_printf(
        search->allocator,
        "The TLS handshake between %s and %s is cut off without an alert: probably a device between them ends it.",
        client, server);
}

static const char *
proof_of(const failure *one)
{
    if (one->seen.variant == FAILURE_INSPECTION_IDLE_COUNTDOWN)
        return "Capture on both sides of the firewall: if the phone's data is missing at Expressway-E, the firewall holds it back.";
    return "Capture at both ends at once and merge the files: if each end gets a reset that the other did not send, a device between them sent both. Or read the log of the other end: a certificate error at that second explains it without a firewall.";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    found->seen = seen_of(search, one);
    found->mend = wmem_strdup_printf(
        search->allocator, "switch off inspection of TLS and SIP on the firewall between %s and %s",
        failure_client_text(search, one, "the client"), failure_server_text(search, one, "the server"));
    found->means =
        one->seen.variant == FAILURE_INSPECTION_IDLE_COUNTDOWN
            ? "Phones log in, and do not register."
            : "The traversal zone does not come up, or phones do not register: inspection breaks it.";
    found->cure =
        "Switch off SIP inspection (inspect sip, SIP ALG, SIP helper, phone proxy) and TLS inspection for these addresses, on every firewall between the two ends. It is not supported.";
    if (one->seen.words != NULL)
        finding_because(search, found, one->frame, "the log says: %.150s", one->seen.words);
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = proof_of(one);
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_inspection, FAILURE_INSPECTION, describe);
}
