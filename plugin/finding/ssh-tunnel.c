/* ssh-tunnel.c
 * The SSH tunnels between Expressway-C and Expressway-E are down.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_ssh_tunnel = {"ssh_tunnel",
                                         "expressway.expert.ssh_tunnel",
                                         "The SSH tunnels between Expressway-C and Expressway-E are down",
                                         PI_SEQUENCE,
                                         PI_ERROR,
                                         FINDING_OF_FAILURE,
                                         find};

static const char cure_of_port[] =
    "Open TCP 2222 from Expressway-C to Expressway-E on every firewall between them. If Expressway-E itself refuses, check that Mobile and Remote Access is enabled on it.";
static const char cure_of_trust[] =
    "Check what the tunnels need beyond the zone: each side has the other's root certificate and all intermediates; Expressway-C's certificate allows client authentication; forward and reverse DNS of both; equal clocks; the same key algorithms; no underscore in Expressway-E's host name.";

static void
describe_connections(const finding_search *search, finding *found, const failure *one)
{
    const char *client = failure_client_text(search, one, "its address");
    const char *server = failure_server_text(search, one, "port 2222");

    if (one->seen.variant == FAILURE_TUNNEL_CLOSED) {
        found->seen = wmem_strdup_printf(
            search->allocator,
            "Each SSH connection of Expressway-C %s to Expressway-E %s ends right after the key exchange.",
            client, server);
        found->cure = cure_of_trust;
        return;
    }
    found->seen = wmem_strdup_printf(
        search->allocator,
        "Expressway-C %s cannot open SSH tunnels to Expressway-E at %s: its attempts are %s.", client, server,
        connect_outcome_name((connect_outcome)MIN(one->seen.code, CONNECT_UNREACHABLE)));
    found->mend =
        wmem_strdup_printf(search->allocator, "let Expressway-C connect to %s, for the SSH tunnels", server);
    found->cure = cure_of_port;
}

static void
describe_words(const finding_search *search, finding *found, const failure *one)
{
    const char *who = one->seen.host != NULL ? one->seen.host : "An Expressway";

    found->cure = cure_of_trust;
    if (one->seen.variant == FAILURE_TUNNEL_ALARM)
        found->seen =
            wmem_strdup_printf(search->allocator, "%s has raised alarm %u: %s.", who, one->seen.code,
                               one->seen.words != NULL ? one->seen.words : "SSH tunnel failure");
    else if (one->seen.variant == FAILURE_TUNNEL_PROGRAM)
        found->seen =
            wmem_strdup_printf(search->allocator, "The program of the SSH tunnels has failed on %s: %s.", who,
                               one->seen.words != NULL ? one->seen.words : "no reason given");
    else
        found->seen = wmem_strdup_printf(
            search->allocator,
            "%s answers clients 502 Next Hop Connection Failed: it does not reach Expressway-C through the SSH tunnels.",
            who);
    found->brief = one->seen.words != NULL && strlen(found->seen) > 230
                       ? wmem_strdup_printf(search->allocator, "The SSH tunnels of %.60s are down", who)
                       : NULL;
    if (one->seen.variant == FAILURE_TUNNEL_PROGRAM)
        found->cure =
            "Take the underscore out of Expressway-E's host name if it has one, and restart; otherwise ask Cisco with this log.";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    if (one->seen.variant == FAILURE_TUNNEL_UNREACHABLE || one->seen.variant == FAILURE_TUNNEL_CLOSED)
        describe_connections(search, found, one);
    else
        describe_words(search, found, one);
    if (found->mend == NULL)
        found->mend = "bring the SSH tunnels between Expressway-C and Expressway-E up (port 2222)";
    found->means =
        "Users cannot log in from outside, although the traversal zone is up: their HTTPS travels in these tunnels.";
    found->prove =
        "Look at Status > Unified Communications > SSH tunnels status on Expressway-C, and at its alarms 35013 and 35014.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_ssh_tunnel, FAILURE_SSH_TUNNEL, describe);
}
