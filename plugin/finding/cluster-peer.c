/* cluster-peer.c
 * An Expressway does not reach a peer of its cluster.
 * code: the number of the alarm, or 0; name: the peer, or NULL; words: of the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_cluster_peer = {"cluster_peer",
                                           "expressway.expert.cluster_peer",
                                           "An Expressway does not reach a peer of its cluster",
                                           PI_RESPONSE_CODE,
                                           PI_NOTE,
                                           FINDING_OF_FAILURE,
                                           find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *alarm =
        one->seen.code != 0 ? wmem_strdup_printf(search->allocator, " (alarm %u)", one->seen.code) : "";

    found->seen = wmem_strdup_printf(search->allocator, "%s does not reach %s%s%s%s%s.",
                                     one->seen.host != NULL ? one->seen.host : "An Expressway",
                                     one->seen.name != NULL ? "its peer " : "a peer of its cluster",
                                     one->seen.name != NULL ? one->seen.name : "", alarm,
                                     one->seen.words != NULL ? ": " : "",
                                     one->seen.words != NULL ? one->seen.words : "");
    found->means = "The cluster is not in step. It does not break Mobile and Remote Access by itself.";
    found->cure =
        "Check that the peers reach each other on all ports of the cluster, that they run the same version, and that their domain names are equal, upper and lower case included.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_cluster_peer, FAILURE_CLUSTER_PEER, describe);
}
