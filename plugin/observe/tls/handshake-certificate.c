/* handshake-certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "handshake-certificate.h"

#include "../../capture/failure/failure-variant.h"

#define SECONDS_A_DAY 86400

/* NULL where it was not seen, or cannot be read. */
static const certificate *
certificate_of(const packet_info *pinfo, const handshake *one, bool of_client)
{
    const tls_handshake_end *end = one->ends != NULL ? &one->ends[of_client] : NULL;

    if (end == NULL || !end->has_certificate)
        return NULL;
    return certificate_of_der(pinfo, text_view_of(end->der, end->der_length));
}

/* "2026-11-24"; NULL for a time that the calendar does not have. */
static const char *
date_text(packet_info *pinfo, gint64 seconds)
{
    GDateTime *when = g_date_time_new_from_unix_utc(seconds);
    const char *text;
    char *made;

    if (when == NULL)
        return NULL;
    made = g_date_time_format(when, "%Y-%m-%d");
    text = wmem_strdup(pinfo->pool, made);
    g_free(made);
    g_date_time_unref(when);
    return text;
}

void
handshake_certificate_name(packet_info *pinfo, const handshake *one, failure_seen *seen)
{
    const certificate *shown = certificate_of(pinfo, one, seen->is_of_client);

    if (shown == NULL)
        return;
    seen->name = shown->subject;
    seen->other = shown->issuer;
}

bool
handshake_certificate_is_invalid(packet_info *pinfo, const handshake *one, failure_seen *seen)
{
    const certificate *shown = certificate_of(pinfo, one, seen->is_of_client);
    gint64 now = pinfo->abs_ts.secs;
    bool is_early;

    if (shown == NULL || (shown->not_before <= now && now <= shown->not_after))
        return false;
    is_early = now < shown->not_before;
    seen->variant = is_early ? FAILURE_CERTIFICATE_NOT_YET_VALID : FAILURE_CERTIFICATE_EXPIRED;
    seen->name = shown->subject;
    seen->other = date_text(pinfo, is_early ? shown->not_before : shown->not_after);
    return true;
}

bool
handshake_certificate_lacks_client_auth(const packet_info *pinfo, const handshake *one, bool of_client)
{
    const certificate *shown = certificate_of(pinfo, one, of_client);

    return shown != NULL && !certificate_allows_client_auth(shown);
}

const char *
handshake_certificate_names(packet_info *pinfo, const handshake *one, bool of_client)
{
    const certificate *shown = certificate_of(pinfo, one, of_client);

    return shown != NULL ? shown->names : NULL;
}

static failure *
warn(packet_info *pinfo, failure_seen seen)
{
    seen.weight = FAILURE_WARNS;
    return failure_note(pinfo, &seen);
}

failure *
handshake_certificate_note_invalid(packet_info *pinfo, const failure_seen *ends, const certificate *shown,
                                   bool is_early)
{
    failure_seen seen = *ends;

    seen.what = FAILURE_CERTIFICATE_VALIDITY;
    seen.variant = is_early ? FAILURE_CERTIFICATE_NOT_YET_VALID : FAILURE_CERTIFICATE_EXPIRED;
    seen.name = shown->subject;
    seen.other = date_text(pinfo, is_early ? shown->not_before : shown->not_after);
    return failure_note(pinfo, &seen);
}

failure *
handshake_certificate_note_soon(packet_info *pinfo, const failure_seen *ends, const certificate *shown)
{
    gint64 left = shown->not_after - pinfo->abs_ts.secs;
    failure_seen seen = *ends;

    if (left < 0 || left > (gint64)CERTIFICATE_DAYS_SOON * SECONDS_A_DAY)
        return NULL;
    seen.what = FAILURE_CERTIFICATE_VALIDITY;
    seen.variant = FAILURE_CERTIFICATE_EXPIRES_SOON;
    seen.code = (guint)(left / SECONDS_A_DAY);
    seen.name = shown->subject;
    seen.other = date_text(pinfo, shown->not_after);
    return warn(pinfo, seen);
}

failure *
handshake_certificate_note_usage(packet_info *pinfo, const failure_seen *ends, const certificate *shown)
{
    failure_seen seen = *ends;

    if (certificate_allows_client_auth(shown))
        return NULL;
    seen.what = FAILURE_CLIENT_AUTH_MISSING;
    seen.variant = seen.is_of_client ? FAILURE_CLIENT_AUTH_OF_ZONE : FAILURE_CLIENT_AUTH_IN_SERVICE;
    seen.name = shown->subject;
    seen.other = shown->issuer;
    return warn(pinfo, seen);
}

/* One that has expired, and is accepted nevertheless: the clock of the capture is wrong rather than that of
 * the end that has looked at it. */
void
handshake_certificate_accepted(packet_info *pinfo, handshake *one)
{
    for (guint i = 0; i < 2; i++) {
        failure_seen ends = {.source = FAILURE_FROM_PACKETS,
                             .sure = CONFIDENCE_PROVEN,
                             .is_of_client = i != 0,
                             .client = one->client,
                             .server = one->server};
        const certificate *shown = certificate_of(pinfo, one, i != 0);
        failure *usage;

        if (shown == NULL)
            continue;
        failure_shown_in(handshake_certificate_note_soon(pinfo, &ends, shown), one->certificate_frame[i]);
        usage = handshake_certificate_note_usage(pinfo, &ends, shown);
        failure_shown_in(usage, one->certificate_frame[i]);
        if (usage != NULL && i == 0)
            one->pair->client_auth = usage;
    }
}
