/* zone-credentials.c
 * Expressway-E does not accept the name and password that Expressway-C gives for the traversal zone.
 * code: the status, or 0; name: the user, or NULL.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_zone_credentials = {
    "zone_credentials",
    "expressway.expert.zone_credentials",
    "Expressway-E does not accept the credentials of the traversal zone",
    PI_SECURITY,
    PI_ERROR,
    FINDING_OF_FAILURE,
    find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *server = failure_server_text(search, one, "Expressway-E");
    const char *client = failure_client_text(search, one, "Expressway-C");
    const char *user =
        one->seen.name != NULL ? wmem_strdup_printf(search->allocator, " of user %s", one->seen.name) : "";
    const char *status =
        one->seen.code != 0 ? wmem_strdup_printf(search->allocator, " (status %u)", one->seen.code) : "";

    found->seen = wmem_strdup_printf(
        search->allocator, "%s does not accept the credentials%s that %s gives for the traversal zone%s.",
        server, user, client, status);
    found->mend = wmem_strdup_printf(
        search->allocator, "give the traversal zone the same user name and password%s on C and E (%s and %s)",
        user, client, server);
    found->means =
        "The traversal zone does not come up: nobody outside can log in. It is often mistaken for a certificate's fault.";
    found->cure =
        "On Expressway-E, check that the user of the zone is in its local authentication database. Enter the same user name in the traversal zones of both hosts, and that user's password in the zone of Expressway-C.";
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove =
            "Look at Expressway-E's log for \"Authentication Failed\" with Method=\"OPTIONS\" at that time.";
}

/* The Event in E's log does not name the server; the messages beside it do, where they are in the log. */
static bool
is_said_with_server(const failure *one)
{
    for (guint i = 0; one->seen.server.host.family == HOST_NONE && i < failure_count(); i++) {
        const failure *other = failure_at(i);

        if (other->seen.what == FAILURE_ZONE_CREDENTIALS && !other->is_withdrawn &&
            other->seen.server.host.family != HOST_NONE && other->seen.sure == CONFIDENCE_PROVEN &&
            host_address_equals(other->seen.client.host, one->seen.client.host))
            return true;
    }
    return false;
}

static void
find(finding_search *search)
{
    failure_findings_unless(search, &finding_zone_credentials, FAILURE_ZONE_CREDENTIALS, is_said_with_server,
                            describe);
}
