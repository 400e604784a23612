/* handshake-failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "handshake-failure.h"

#include "../../capture/configuration.h"
#include "../../capture/failure/failure-variant.h"
#include "../../capture/failure/host-link.h"
#include "../../capture/failure/reach.h"
#include "../../capture/frame/frame-flow.h"
#include "../../model/tls/tls-reason.h"
#include "cut-off.h"
#include "handshake-certificate.h"

#include <string.h>

/* So often, one after the other, what is suspected is probable. */
#define SUSPECTED_BEFORE_SAID 2

/* Bytes. With the smallest keys, and no names worth mentioning. */
#define SHORTEST_CERTIFICATE 200U

/* Whether it is with a server behind C. */
static bool
is_behind(const handshake *one)
{
    return !configuration_is_traversal_port(one->server.port);
}

/* Whether the client has a certificate: its flight has it in clear, or in TLS 1.3 is long enough. */
static bool
has_certificate(const handshake *one)
{
    const tls_handshake_end *client = one->ends != NULL ? &one->ends[true] : NULL;

    return client != NULL &&
           (client->has_certificate || (one->ends[false].is_version_13 && client->is_finished &&
                                        client->first_encrypted > SHORTEST_CERTIFICATE));
}

/* Anyone may connect to a traversal port. C does it from a port of its own, unless that is translated; and it
 * has a certificate, unless that is missing, or E's is rejected before. */
static bool
is_of_stranger(const handshake *one)
{
    const reach *known = reach_of(one->client.host, one->server);

    if (is_behind(one) || has_certificate(one))
        return false;
    return !host_link_is_client(one->client) ||
           (known != NULL && (known->is_stranger || reach_is_of_scanner(known)));
}

/* Of such a flow nothing is to be expected. */
static void
mark_flow(packet_info *pinfo)
{
    expressway_flow *flow = frame_flow_find(pinfo);

    if (flow != NULL)
        flow->said.is_refused = true;
}

static failure *
say(packet_info *pinfo, handshake *one, failure_seen *seen)
{
    handshake_pair *pair = one->pair;
    failure *said;

    seen->source = FAILURE_FROM_PACKETS;
    seen->client = one->client;
    seen->server = one->server;
    if (is_behind(one) && seen->what != FAILURE_HTTPS_CERTIFICATE)
        seen->weight = FAILURE_WRONG;
    mark_flow(pinfo);
    said = failure_note(pinfo, seen);
    if (one->ends != NULL && seen->name != NULL)
        failure_shown_in(said, one->certificate_frame[seen->is_of_client]);
    for (guint i = 0; i < pair->said_count; i++) {
        if (pair->said[i] == said)
            return said;
    }
    if (said != NULL && pair->said_count < HANDSHAKE_SAID)
        pair->said[pair->said_count++] = said;
    return said;
}

/* It is probable once it has happened again, and if no handshake of the two has ever worked. */
static void
suspect(packet_info *pinfo, handshake *one, handshake_suspect what, failure_seen *seen)
{
    handshake_pair *pair = one->pair;
    guint32 earlier = pair->frame[what];
    failure *said;

    mark_flow(pinfo);
    pair->frame[what] = pinfo->num;
    if (++pair->count[what] < SUSPECTED_BEFORE_SAID || pair->works)
        return;
    seen->sure = CONFIDENCE_PROBABLE;
    said = say(pinfo, one, seen);
    if (said != NULL && said->count < pair->count[what])
        said->count = pair->count[what];
    failure_shown_in(said, earlier);
}

/* An alert to HTTPS behind C. Only what it says about a certificate is of interest. */
static void
say_https(packet_info *pinfo, handshake *one, failure_seen *seen, tls_reason reason)
{
    if (reason == TLS_REASON_UNKNOWN || reason == TLS_REASON_NOTHING_COMMON ||
        reason == TLS_REASON_NO_CERTIFICATE)
        return;
    seen->what = FAILURE_HTTPS_CERTIFICATE;
    seen->variant = seen->is_of_client ? FAILURE_HTTPS_REJECTED : FAILURE_HTTPS_UNTRUSTED;
    say(pinfo, one, seen);
}

/* The certificate has been rejected, and its own dates show why. */
static bool
say_dates(packet_info *pinfo, handshake *one, failure_seen *seen)
{
    if (!handshake_certificate_is_invalid(pinfo, one, seen))
        return false;
    seen->what = FAILURE_CERTIFICATE_VALIDITY;
    seen->sure = CONFIDENCE_PROVEN;
    say(pinfo, one, seen);
    return true;
}

static void
say_rejected(packet_info *pinfo, handshake *one, failure_seen *seen, tls_reason reason)
{
    seen->what = FAILURE_TLS_UNTRUSTED;
    if (reason != TLS_REASON_UNTRUSTED) {
        seen->sure = CONFIDENCE_PROBABLE;
        if (say_dates(pinfo, one, seen))
            return;
    }
    if (reason == TLS_REASON_EXPIRED) {
        seen->what = FAILURE_CERTIFICATE_VALIDITY;
        seen->variant = FAILURE_CERTIFICATE_EXPIRED;
        seen->other = NULL;
    } else if (reason == TLS_REASON_PURPOSE && seen->is_of_client) {
        seen->what = FAILURE_CLIENT_AUTH_MISSING;
        seen->variant = FAILURE_CLIENT_AUTH_OF_ZONE;
        if (handshake_certificate_lacks_client_auth(pinfo, one, true))
            seen->sure = CONFIDENCE_PROVEN;
        else if (one->ends[true].has_certificate)
            seen->what = FAILURE_TLS_UNTRUSTED;
    }
    say(pinfo, one, seen);
}

/* Whether the client has sent a Certificate message that is empty. Encrypted, its length shows it. */
static bool
has_no_certificate(const handshake *one)
{
    const tls_handshake_end *client = &one->ends[true];

    if (one->ends[false].is_version_13 && !client->has_certificate)
        return client->encrypted_records > 0 && client->first_encrypted == TLS_ENCRYPTED_NO_CERTIFICATE;
    return client->has_certificate_message && !client->has_certificate;
}

void
handshake_failure_of_alert(packet_info *pinfo, handshake *one, bool from_client)
{
    guint alert = one->ends[from_client].alert;
    tls_reason reason = tls_reason_of_alert((guint8)alert);
    failure_seen seen = {.sure = CONFIDENCE_PROVEN, .code = alert, .is_of_client = !from_client};

    if (is_of_stranger(one) || !handshake_remember(one))
        return;
    handshake_certificate_name(pinfo, one, &seen);
    if (is_behind(one) && !host_link_port_is_of_sip(one->server.port)) {
        say_https(pinfo, one, &seen, reason);
        return;
    }
    if (reason == TLS_REASON_NO_CERTIFICATE || (!from_client && has_no_certificate(one))) {
        seen.what = FAILURE_TLS_NO_CERTIFICATE;
        say(pinfo, one, &seen);
    } else if (reason == TLS_REASON_UNKNOWN || reason == TLS_REASON_NOTHING_COMMON) {
        seen.what = FAILURE_TLS_FAILED;
        seen.name = seen.other = NULL;
        say(pinfo, one, &seen);
    } else
        say_rejected(pinfo, one, &seen, reason);
}

/* Whether the server's answer to the client's part of the handshake is an alert, by its length. */
static bool
is_refused_in_secret(const handshake *one)
{
    const tls_handshake_end *server = &one->ends[false];

    return server->is_version_13 && one->ends[true].encrypted_records > 0 && server->encrypted_records > 0 &&
           server->first_encrypted == TLS_ENCRYPTED_ALERT;
}

static void
suspect_name(packet_info *pinfo, handshake *one, failure_seen *seen)
{
    bool is_of_client = seen->is_of_client;

    if (say_dates(pinfo, one, seen))
        return;
    seen->what = FAILURE_TLS_NAME;
    seen->name = NULL;
    seen->other = handshake_certificate_names(pinfo, one, is_of_client);
    suspect(pinfo, one, is_of_client ? SUSPECT_NAME_OF_CLIENT : SUSPECT_NAME_OF_SERVER, seen);
}

/* Nothing of the server's part has come. */
static void
suspect_cut_off(packet_info *pinfo, handshake *one, const tcp_segment *segment, bool from_client,
                failure_seen *seen)
{
    if (segment->is_reset) {
        if (cut_off_is_at_both_ends(pinfo, one, from_client)) {
            seen->what = FAILURE_INSPECTION;
            seen->variant = FAILURE_INSPECTION_BOTH_ENDS;
            seen->sure = CONFIDENCE_PROVEN;
            say(pinfo, one, seen);
        } else if (!one->pair->is_inspected && cut_off_is_suspicious(one, segment, from_client)) {
            seen->what = FAILURE_INSPECTION;
            seen->variant = FAILURE_INSPECTION_CUT_OFF;
            suspect(pinfo, one, SUSPECT_CUT_OFF, seen);
        }
    } else if (!from_client && one->ends != NULL && one->ends[true].has_hello) {
        seen->what = FAILURE_TLS_FAILED;
        seen->is_of_client = true;
        suspect(pinfo, one, SUSPECT_CLOSED, seen);
    }
}

void
handshake_failure_of_end(packet_info *pinfo, handshake *one, const tcp_segment *segment, bool from_client)
{
    failure_seen seen = {.is_of_client = !from_client};

    if (is_behind(one) || is_of_stranger(one) || !one->is_answered || !handshake_remember(one))
        return;
    if (one->ends == NULL || !one->ends[false].has_hello) {
        suspect_cut_off(pinfo, one, segment, from_client, &seen);
        return;
    }
    if (is_refused_in_secret(one)) {
        seen.is_of_client = true;
        if (has_no_certificate(one)) {
            seen.what = FAILURE_TLS_NO_CERTIFICATE;
            seen.sure = CONFIDENCE_PROVEN;
            say(pinfo, one, &seen);
            return;
        }
        seen.what = FAILURE_TLS_UNTRUSTED;
        suspect(pinfo, one, SUSPECT_REJECTED, &seen);
        return;
    }
    if (!one->ends[false].is_version_13 && !one->ends[false].has_certificate_message)
        return; /* a session is resumed: nobody looks at names */
    handshake_certificate_name(pinfo, one, &seen);
    suspect_name(pinfo, one, &seen);
}

void
handshake_failure_of_none(packet_info *pinfo, handshake *one)
{
    bool is_strange = is_of_stranger(one);
    handshake_pair *pair;

    if ((is_strange && handshake_pair_of(one->client.host, one->server) == NULL) || !handshake_remember(one))
        return;
    pair = one->pair;
    for (guint i = 0; i < pair->said_count; i++) {
        if (pair->said[i]->seen.sure == CONFIDENCE_PROVEN)
            failure_recovered(pair->said[i], pinfo);
        else
            failure_withdraw(pair->said[i]);
    }
    pair->said_count = 0;
    memset(pair->count, 0, sizeof pair->count);
    pair->works = true;
    if (!is_behind(one) && !is_strange)
        handshake_certificate_accepted(pinfo, one);
}
