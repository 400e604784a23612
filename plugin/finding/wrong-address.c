/* wrong-address.c
 * Expressway-C connects to another address of Expressway-E than E itself goes by.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_wrong_address = {
    "wrong_address",
    "expressway.expert.wrong_address",
    "Expressway-C connects to another address than Expressway-E names",
    PI_PROTOCOL,
    PI_WARN,
    FINDING_OF_FAILURE,
    find};

static void
describe_two(const finding_search *search, finding *found, const failure *one)
{
    const char *name = one->seen.name != NULL ? one->seen.name : "one address";
    const char *other = one->seen.other != NULL ? one->seen.other : "another";

    found->seen = wmem_strdup_printf(
        search->allocator,
        "Expressway-C tries %.80s and %.80s in turn for the same traversal port of Expressway-E.", name,
        other);
    found->mend = wmem_strdup_printf(
        search->allocator,
        "let the zone's peer address lead to the one address of Expressway-E that is meant for C, instead of %s and %s",
        name, other);
    found->cure =
        "Leave one address in the DNS that Expressway-C asks: with one NIC and static NAT the public address of Expressway-E, with two NICs that of LAN1. If the two are peers of a cluster, nothing is wrong.";
    found->prove =
        "Look the zone's peer address up in the DNS that Expressway-C asks: it should have one address.";
}

static void
describe_word(const finding_search *search, finding *found, const failure *one)
{
    const char *word = one->seen.name != NULL ? one->seen.name : "another address";
    const char *server =
        failure_server_text(search, one, one->seen.other != NULL ? one->seen.other : "its address");

    found->seen = wmem_strdup_printf(
        search->allocator, "Expressway-E calls itself %.80s, and Expressway-C connects to it at %.80s.", word,
        server);
    found->mend = wmem_strdup_printf(
        search->allocator,
        "let Expressway-C connect to the address that Expressway-E calls itself, or set Expressway-E's static NAT: now %s and %s",
        server, word);
    found->cure =
        "With one NIC behind static NAT, switch static NAT mode on at Expressway-E with its public address, and let the zone's peer address lead there. With two NICs, let the peer address lead to LAN1, and set static NAT on LAN2 only.";
    found->prove =
        "Compare System > Network interfaces > IP of Expressway-E with the zone's peer address on Expressway-C.";
    finding_because(search, found, one->frame, "Expressway-E's message in frame %u names %s", one->frame,
                    word);
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    if (one->seen.variant == FAILURE_ADDRESS_TWO)
        describe_two(search, found, one);
    else
        describe_word(search, found, one);
    found->means =
        "Requests within a call, and media, go to the wrong address: calls drop or have no media, and the XMPP link may fail.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_wrong_address, FAILURE_WRONG_ADDRESS, describe);
}
