/* user-refused.c
 * A server behind Expressway-C refuses a user's name and password.
 * code: the status, or 0; name: the user; other: the server.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_user_refused = {"user_refused",
                                           "expressway.expert.user_refused",
                                           "A server refuses a user's name and password",
                                           PI_RESPONSE_CODE,
                                           PI_WARN,
                                           FINDING_OF_FAILURE,
                                           find};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *user = one->seen.name != NULL ? one->seen.name : "a user";
    const char *server = one->seen.other != NULL ? one->seen.other : "The server behind Expressway-C";

    found->seen = wmem_strdup_printf(search->allocator,
                                     "%s refuses to log in %s%s: wrong name or password, or a missing role.",
                                     server, user, one->seen.code == 401 ? " (401)" : "");
    found->mend = wmem_strdup_printf(search->allocator,
                                     "check the name, the password and the roles of %s on %s", user, server);
    found->means =
        "This user cannot log in. The way through the Expressways works: the network is not the cause.";
    found->cure =
        "Check the user's name and password on that server, that the user is in the group Standard CCM End Users, and that the home cluster is right (ILS between clusters).";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_user_refused, FAILURE_USER_REFUSED, describe);
}
