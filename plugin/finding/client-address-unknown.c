/* client-address-unknown.c
 * Why a claim cannot be judged, and what would decide it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

/* Row 0: there is nothing to compare. */
static const char *
not_judged(wmem_allocator_t *allocator, const expressway_flow *flow, const flow_claim *claim,
           const char **decides)
{
    char host[ENDPOINT_TEXT_SIZE];

    if (claim->address.host.family == HOST_NONE) {
        *decides = "Look the name up on Expressway-E. Name resolution in Wireshark does not help.";
        return wmem_strdup_printf(allocator, "Not judged: %s is a name, not an address.", claim->text);
    }
    if (host_address_is_unspecified(claim->address.host))
        return wmem_strdup_printf(allocator, "Not judged: %s is the unspecified address, which no host has.",
                                  claim->text);
    if (host_address_is_local_only(claim->address.host))
        return wmem_strdup_printf(allocator, "Not judged: %s is a loopback address.", claim->text);
    if (flow->client.host.family == HOST_NONE) {
        *decides = "A capture at either side shows it.";
        return wmem_strdup_printf(
            allocator,
            "Not judged: this log does not name Expressway-C's end of the connection, so %s cannot be compared with it.",
            claim->text);
    }
    return wmem_strdup_printf(allocator, "Not judged: both ends of the connection are %s.",
                              host_address_format(flow->server.host, host));
}

const char *
client_address_unknown(wmem_allocator_t *allocator, const judged_claim *about, const char **decides)
{
    const flow_claim *claim = about->claim;

    *decides = NULL;
    if (about->judged.row == ROW_NOT_JUDGED)
        return not_judged(allocator, about->flow, claim, decides);
    *decides = "A capture from Expressway-C would decide it.";
    switch (about->judged.row) {
    case ROW_PORT_DOUBTED:
        *decides = "A capture from the other side would decide it.";
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s has the client's host and another port, but other evidence names another client.",
            claim->text);
    case ROW_WORD_CONTRADICTS:
        return wmem_strdup_printf(
            allocator,
            "Not judged: %s is configured as Expressway-C's address, but C's messages name another host.",
            claim->text);
    case ROW_PORT_UNUSUAL:
        return wmem_strdup_printf(
            allocator,
            "Not judged: the host of %s is C's own, but its port is unusual for a traversal client.",
            claim->text);
    default:
        break;
    }
    if (claim->is_of_leg) {
        *decides = "Name the interfaces, or Expressway-C's address in the preferences.";
        return wmem_strdup_printf(
            allocator,
            "Not judged: both captures have %s as the client. Nothing shows that one was taken at C's side and the other at E's.",
            claim->text);
    }
    *decides = "A capture from Expressway-C, or C's address in the preferences, would decide it.";
    return wmem_strdup_printf(
        allocator,
        "Not judged: %s is also the packet's destination. At Expressway-E's side the two are always the same.",
        claim->text);
}
