/* service-certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "service-certificate.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/frame/frame.h"
#include "../../capture/kept-text.h"
#include "../../model/sip/sip-date.h"
#include "../../model/tls/pem.h"
#include "handshake-certificate.h"

/* The certificate is outside its dates by the time of the frame and by that of the host that sent it: then no
 * clock is to blame. */
static bool
is_outside(const observed_message *seen, const certificate *shown, bool *is_early)
{
    gint64 now = seen->pinfo->abs_ts.secs;
    int64_t sent;

    if (!sip_date_parse(seen->message->first[SIP_DATE], &sent))
        return false;
    *is_early = now < shown->not_before && sent < shown->not_before;
    return *is_early || (now > shown->not_after && sent > shown->not_after);
}

static void
note(const observed_message *seen, handshake_pair *pair, const certificate *shown)
{
    failure_seen ends = {.source = frame_is_log_entry(seen->pinfo) ? FAILURE_FROM_LOG : FAILURE_FROM_PACKETS,
                         .sure = CONFIDENCE_PROVEN,
                         .client = seen->flow->client,
                         .server = seen->flow->server};
    bool is_early = false;

    if (is_outside(seen, shown, &is_early))
        handshake_certificate_note_invalid(seen->pinfo, &ends, shown, is_early);
    else
        handshake_certificate_note_soon(seen->pinfo, &ends, shown);
    if (!certificate_allows_client_auth(shown) && pair->client_auth == NULL)
        pair->client_auth = handshake_certificate_note_usage(seen->pinfo, &ends, shown);
}

void
service_certificate_observe(const observed_message *seen)
{
    text_view base64 = pem_certificate(seen->message->body);
    const certificate *shown;
    handshake_pair *pair;

    if (text_view_is_empty(base64) || seen->flow->client.host.family == HOST_NONE ||
        seen->flow->server.host.family == HOST_NONE)
        return;
    shown = certificate_of_base64(seen->pinfo, base64);
    pair = shown != NULL ? handshake_pair_make(seen->flow->client.host, seen->flow->server) : NULL;
    if (pair == NULL || pair->service_certificate == shown)
        return;
    pair->service_certificate = shown;
    note(seen, pair, shown);
}

/* Whether the product is older than X15.4, which does without clientAuth in E's certificate. */
static bool
needs_client_auth(text_view version)
{
    guint32 major = 0;
    guint32 minor = 0;
    text_view rest = version;

    if (!text_view_skip(&rest, TEXT_VIEW("X")) ||
        !text_view_to_number(text_view_first(rest, text_view_count_digits(rest)), 99, &major))
        return false;
    rest = text_view_from(rest, text_view_count_digits(rest));
    if (text_view_skip(&rest, TEXT_VIEW(".")))
        (void)text_view_to_number(text_view_first(rest, text_view_count_digits(rest)), 99, &minor);
    return major < 15 || (major == 15 && minor < 4);
}

void
service_certificate_answered(const observed_message *seen)
{
    text_view version = seen->marks->version;
    guint32 status = seen->message->status;
    handshake_pair *pair = handshake_pair_of(seen->flow->client.host, seen->flow->server);
    failure_seen refused;

    if (pair == NULL || pair->client_auth == NULL || status < 200)
        return;
    if (status < 300 || (!text_view_is_empty(version) && !needs_client_auth(version))) {
        failure_withdraw(pair->client_auth);
        failure_withdraw(pair->service_refused);
        return;
    }
    /* 408 has another cause, of which the certificate says nothing: the address in the Route. */
    if (pair->client_auth->is_withdrawn || text_view_is_empty(version) || status == 408)
        return;
    refused = pair->client_auth->seen;
    failure_withdraw(pair->client_auth);
    refused.weight = FAILURE_AS_KIND;
    refused.code = status;
    refused.words = kept_text_shown(seen->pinfo->pool, version);
    pair->service_refused = failure_note(seen->pinfo, &refused);
    failure_shown_in(pair->service_refused, pair->client_auth->frame);
}
