/* unusual-client-port.c
 * A traversal client's port outside the range that Expressway-C uses.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding.h"

#include "../capture/configuration.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_unusual_client_port = {"unusual_client_port",
                                                  "expressway.expert.unusual_client_port",
                                                  "The traversal client's port lies outside its range",
                                                  PI_PROTOCOL,
                                                  PI_NOTE,
                                                  FINDING_OF_FLOW,
                                                  find};

static void
find(finding_search *search)
{
    const expressway_flow *flow = search->flow;
    finding *found;
    char *range;

    if (!finding_is_asked(search, flow->sip.marked_frame) || flow->client.port == 0 ||
        configuration_is_client_port(flow->client.port))
        return;
    range = configuration_client_ports_text();
    found = finding_add(search, &finding_unusual_client_port, CONFIDENCE_PROBABLE, flow->sip.marked_frame);
    found->seen = wmem_strdup_printf(
        search->allocator,
        "The traversal client's port is %u, but Expressway-C uses %s: this suggests port translation and does not prove it.",
        flow->client.port, range);
    found->prove = "Capture at Expressway-C, and compare the port there.";
    finding_because(search, found, flow->sip.marked_frame, "frame %u is between %s and %s",
                    flow->sip.marked_frame, flow_end_text(search->allocator, flow->client),
                    flow_end_text(search->allocator, flow->server));
    g_free(range);
}
