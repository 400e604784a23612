/* observe-credentials.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-credentials.h"

#include "../capture/failure/flow-checks.h"
#include "../capture/frame/frame.h"
#include "../capture/kept-text.h"

#include "../model/hash64.h"
#include "../model/sip/digest.h"

/* Only the first use of a nonce counts: later it may have become too old. */
static void
note_request(const observed_message *seen)
{
    flow_credentials *known = &flow_checks_of(seen->flow)->credentials;
    digest credentials;
    guint64 nonce;

    known->is_open = false;
    if (known->challenge == known->tried)
        return; /* there was no challenge, or this is not the first answer to it */
    if (!digest_parse(seen->message->first[SIP_AUTHORIZATION], &credentials))
        return;
    nonce = hash64_of(credentials.parts[DIGEST_NONCE]);
    if (nonce != known->challenge || nonce == known->tried)
        return;
    known->is_open = true;
    known->tried = nonce;
    known->user = kept_text_shared(seen->pinfo->pool, credentials.parts[DIGEST_USERNAME]);
    known->cseq = seen->message->cseq_number;
    known->frame = seen->pinfo->num;
}

static void
say(const observed_message *seen, flow_credentials *known)
{
    failure_seen one = {.what = FAILURE_ZONE_CREDENTIALS,
                        .source = frame_is_log_entry(seen->pinfo) ? FAILURE_FROM_LOG : FAILURE_FROM_PACKETS,
                        .sure = CONFIDENCE_PROVEN,
                        .code = known->said != NULL ? known->said->seen.code : seen->message->status,
                        .client = seen->flow->client,
                        .server = seen->flow->server,
                        .name = known->user};
    failure *said = failure_note(seen->pinfo, &one);

    known->said = said;
    failure_shown_in(said, known->challenge_frame);
    failure_shown_in(said, known->frame);
}

static void
note_response(const observed_message *seen)
{
    flow_checks *checks = flow_checks_of(seen->flow);
    flow_credentials *known = &checks->credentials;
    bool is_answer = known->is_open && known->cseq == seen->message->cseq_number;
    unsigned status = seen->message->status;
    bool is_stale = false;
    text_view nonce;

    if (status < 200)
        return;
    if (status < 300) {
        checks->has_options = true;
        known->is_open = false;
        failure_withdraw(known->said);
        known->said = NULL;
        return;
    }
    if (digest_parse_challenge(seen->message->first[SIP_WWW_AUTHENTICATE], &nonce, &is_stale))
        known->challenge = hash64_of(nonce);
    if (is_answer && (status == 401 || status == 403) && !is_stale)
        say(seen, known);
    if (is_answer)
        known->is_open = false;
    known->challenge_frame = seen->pinfo->num;
}

void
observe_credentials(const observed_message *seen)
{
    if (!seen->message->has_cseq)
        return;
    if (seen->from_client && seen->message->is_request)
        note_request(seen);
    else if (!seen->from_client && !seen->message->is_request)
        note_response(seen);
}
