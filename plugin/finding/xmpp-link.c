/* xmpp-link.c
 * The XMPP connection of Expressway-C to port 7400 of Expressway-E does not come up.
 * Unreachable: code is a connect_outcome. Name: words are those of the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_xmpp_link = {"xmpp_link",
                                        "expressway.expert.xmpp_link",
                                        "The XMPP connection to Expressway-E does not come up",
                                        PI_RESPONSE_CODE,
                                        PI_WARN,
                                        FINDING_OF_FAILURE,
                                        find};

static const char *
server_of(const finding_search *search, const failure *one)
{
    return failure_server_text(search, one, one->seen.name != NULL ? one->seen.name : "Expressway-E");
}

static const char *
words_behind(const finding_search *search, const failure *one)
{
    return one->seen.words != NULL ? wmem_strdup_printf(search->allocator, ": %s", one->seen.words) : "";
}

static void
describe_unreachable(const finding_search *search, finding *found, const failure *one)
{
    const char *server = server_of(search, one);

    found->seen = wmem_strdup_printf(
        search->allocator, "%s cannot connect to port 7400 of Expressway-E, %s, for XMPP (%s%s).",
        failure_client_text(search, one, "Expressway-C"), server,
        connect_outcome_name((connect_outcome)one->seen.code), words_behind(search, one));
    found->mend = wmem_strdup_printf(search->allocator, "let Expressway-C reach %s for XMPP", server);
    found->cure =
        one->seen.code == CONNECT_REFUSED
            ? "Nothing listens there. If Expressway-E has \"Use dual network interfaces: Yes\" but only one interface is used, set it to No, or connect the second one and give Expressway-C its address. Check that XMPP federation or IM and Presence is configured."
            : "Open TCP port 7400 from Expressway-C to Expressway-E on every firewall between them, and check the route and the address of Expressway-E.";
}

static void
describe_name(const finding_search *search, finding *found, const failure *one)
{
    const char *server = server_of(search, one);

    found->seen = wmem_strdup_printf(
        search->allocator,
        "%s does not accept the name of %s for XMPP: the name that DNS gives for the address is not in Expressway-E's certificate, or DNS gives none%s.",
        failure_client_text(search, one, "Expressway-C"), server, words_behind(search, one));
    found->mend = wmem_strdup_printf(
        search->allocator, "give %s one reverse DNS name that is in Expressway-E's certificate", server);
    found->cure =
        "In the DNS that Expressway-C uses, give the address of Expressway-E exactly one PTR record. Its name must be among the subject alternative names of Expressway-E's certificate.";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    if (one->seen.variant == FAILURE_XMPP_NAME)
        describe_name(search, found, one);
    else
        describe_unreachable(search, found, one);
    found->means = "Users outside have no chat and no presence. Calls may work.";
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = "Read the XCP_JABBERD lines of Expressway-C's diagnostic log at that time.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_xmpp_link, FAILURE_XMPP_LINK, describe);
}
