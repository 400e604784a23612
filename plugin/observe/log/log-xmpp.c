/* log-xmpp.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-xmpp.h"

#include "../../capture/consequence/connect.h"
#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/failure.h"
#include "../../capture/kept-text.h"

#define XMPP_PORT 7400

static failure *latest_lookup; /* that failed */

static void
forget(void)
{
    latest_lookup = NULL;
}

void
log_xmpp_register(void)
{
    register_init_routine(forget);
    register_cleanup_routine(forget);
}

static connect_outcome
outcome_of(text_view reason)
{
    if (text_view_find_text_ignoring_case(reason, TEXT_VIEW("timed out")) < reason.length)
        return CONNECT_UNANSWERED;
    if (text_view_find_text_ignoring_case(reason, TEXT_VIEW("route")) < reason.length ||
        text_view_find_text_ignoring_case(reason, TEXT_VIEW("unreachable")) < reason.length)
        return CONNECT_UNREACHABLE;
    return CONNECT_REFUSED;
}

/* Other XMPP connections, to servers inside, are none of the way's. */
void
log_xmpp_note(packet_info *pinfo, const char *host, const log_failure *entry)
{
    failure_seen seen = {.what = FAILURE_XMPP_LINK,
                         .source = FAILURE_FROM_LOG,
                         .sure = CONFIDENCE_PROVEN,
                         .host = host,
                         .server = entry->server};
    failure *one;

    if (entry->server.port != XMPP_PORT)
        return;
    seen.variant = entry->kind == LOG_FAILURE_XMPP_CONNECT ? FAILURE_XMPP_UNREACHABLE : FAILURE_XMPP_NAME;
    seen.code = entry->kind == LOG_FAILURE_XMPP_CONNECT ? outcome_of(entry->words) : 0;
    seen.words = entry->words.length > 0 ? kept_text_shown(pinfo->pool, entry->words) : NULL;
    if (entry->server.host.family == HOST_NONE) {
        seen.server.port = 0;
        seen.name = entry->name.length > 0 ? kept_text_shown(pinfo->pool, entry->name) : NULL;
    }
    one = failure_note(pinfo, &seen);
    if (entry->kind == LOG_FAILURE_XMPP_LOOKUP) {
        latest_lookup = one;
    } else if (entry->kind == LOG_FAILURE_XMPP_NAME && latest_lookup != NULL && one != NULL &&
               endpoint_equal(&latest_lookup->seen.server, &one->seen.server)) {
        failure_shown_in(one, latest_lookup->frame);
        failure_withdraw(latest_lookup);
    }
}
