/* handshake-certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "handshake-certificate.h"

#include "../../capture/failure/failure-variant.h"
#include "../../capture/kept-text.h"

#define SECONDS_A_DAY 86400
#define NAMES_SHOWN 8

static bool
read_certificate(const handshake *one, bool of_client, tls_certificate *certificate)
{
    const tls_handshake_end *end;

    if (one->ends == NULL)
        return false;
    end = &one->ends[of_client];
    return end->has_certificate && tls_certificate_read(text_view_of(end->der, end->der_length), certificate);
}

static const char *
text_of(packet_info *pinfo, text_view text)
{
    return text_view_is_empty(text) ? NULL : kept_text_shown(pinfo->pool, text);
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
    tls_certificate certificate;

    if (!read_certificate(one, seen->is_of_client, &certificate))
        return;
    seen->name = text_of(pinfo, certificate.subject);
    seen->other = text_of(pinfo, certificate.issuer);
}

bool
handshake_certificate_is_invalid(packet_info *pinfo, const handshake *one, failure_seen *seen)
{
    gint64 now = pinfo->abs_ts.secs;
    tls_certificate certificate;
    bool is_early;

    if (!read_certificate(one, seen->is_of_client, &certificate) ||
        (certificate.not_before <= now && now <= certificate.not_after))
        return false;
    is_early = now < certificate.not_before;
    seen->variant = is_early ? FAILURE_CERTIFICATE_NOT_YET_VALID : FAILURE_CERTIFICATE_EXPIRED;
    seen->name = text_of(pinfo, certificate.subject);
    seen->other = date_text(pinfo, is_early ? certificate.not_before : certificate.not_after);
    return true;
}

bool
handshake_certificate_lacks_client_auth(const handshake *one, bool of_client)
{
    tls_certificate certificate;

    return read_certificate(one, of_client, &certificate) && !certificate.allows_client_auth;
}

const char *
handshake_certificate_names(packet_info *pinfo, const handshake *one, bool of_client)
{
    tls_certificate certificate;
    wmem_strbuf_t *names;
    text_view name;

    if (!read_certificate(one, of_client, &certificate) ||
        !tls_certificate_next_name(&certificate.names, &name))
        return NULL;
    names = wmem_strbuf_new(pinfo->pool, kept_text_shown(pinfo->pool, name));
    for (guint i = 1; i < NAMES_SHOWN && tls_certificate_next_name(&certificate.names, &name); i++)
        wmem_strbuf_append_printf(names, ", %s", kept_text_shown(pinfo->pool, name));
    return wmem_strbuf_get_str(names);
}

static failure *
warn(packet_info *pinfo, failure_seen seen)
{
    seen.weight = FAILURE_WARNS;
    return failure_note(pinfo, &seen);
}

failure *
handshake_certificate_note_invalid(packet_info *pinfo, const failure_seen *ends,
                                   const tls_certificate *certificate, bool is_early)
{
    failure_seen seen = *ends;

    seen.what = FAILURE_CERTIFICATE_VALIDITY;
    seen.variant = is_early ? FAILURE_CERTIFICATE_NOT_YET_VALID : FAILURE_CERTIFICATE_EXPIRED;
    seen.name = text_of(pinfo, certificate->subject);
    seen.other = date_text(pinfo, is_early ? certificate->not_before : certificate->not_after);
    return failure_note(pinfo, &seen);
}

failure *
handshake_certificate_note_soon(packet_info *pinfo, const failure_seen *ends,
                                const tls_certificate *certificate)
{
    gint64 left = certificate->not_after - pinfo->abs_ts.secs;
    failure_seen seen = *ends;

    if (left < 0 || left > (gint64)CERTIFICATE_DAYS_SOON * SECONDS_A_DAY)
        return NULL;
    seen.what = FAILURE_CERTIFICATE_VALIDITY;
    seen.variant = FAILURE_CERTIFICATE_EXPIRES_SOON;
    seen.code = (guint)(left / SECONDS_A_DAY);
    seen.name = text_of(pinfo, certificate->subject);
    seen.other = date_text(pinfo, certificate->not_after);
    return warn(pinfo, seen);
}

failure *
handshake_certificate_note_usage(packet_info *pinfo, const failure_seen *ends,
                                 const tls_certificate *certificate)
{
    failure_seen seen = *ends;

    if (certificate->allows_client_auth)
        return NULL;
    seen.what = FAILURE_CLIENT_AUTH_MISSING;
    seen.variant = seen.is_of_client ? FAILURE_CLIENT_AUTH_OF_ZONE : FAILURE_CLIENT_AUTH_IN_SERVICE;
    seen.name = text_of(pinfo, certificate->subject);
    seen.other = text_of(pinfo, certificate->issuer);
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
        tls_certificate certificate;
        failure *usage;

        if (!read_certificate(one, i != 0, &certificate))
            continue;
        failure_shown_in(handshake_certificate_note_soon(pinfo, &ends, &certificate),
                         one->certificate_frame[i]);
        usage = handshake_certificate_note_usage(pinfo, &ends, &certificate);
        failure_shown_in(usage, one->certificate_frame[i]);
        if (usage != NULL && i == 0)
            one->pair->client_auth = usage;
    }
}
