/* https-certificate.c
 * HTTPS behind Expressway-C: it does not accept the certificate of a Unified CM, IM and Presence or Unity
 * server, or that server does not accept its own.
 * name: the server's name, or the certificate's subject; other: its issuer.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"
#include "../model/tls/tls-reason.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_https_certificate = {
    "https_certificate",
    "expressway.expert.https_certificate",
    "A certificate is not accepted between Expressway-C and a server behind it",
    PI_SECURITY,
    PI_ERROR,
    FINDING_OF_FAILURE,
    find};

static const char *
client_text(const finding_search *search, const failure *one)
{
    const char *address = failure_client_text(search, one, NULL);

    return address != NULL ? wmem_strdup_printf(search->allocator, "Expressway-C (%s)", address)
                           : "Expressway-C";
}

/* "cucm.example.com (10.0.40.5:6972)". In packets, name is the subject of the certificate at issue. */
static const char *
server_text(const finding_search *search, const failure *one)
{
    const char *address = failure_server_text(search, one, NULL);
    const char *name = one->seen.source == FAILURE_FROM_LOG ? one->seen.name : NULL;

    if (name != NULL && address != NULL)
        return wmem_strdup_printf(search->allocator, "%.100s (%s)", name, address);
    return name != NULL ? name : address != NULL ? address : "the server";
}

static const char *
certificate_text(const finding_search *search, const failure *one)
{
    if (one->seen.source == FAILURE_FROM_LOG || one->seen.name == NULL)
        return "";
    if (one->seen.other == NULL)
        return wmem_strdup_printf(search->allocator, " %s", one->seen.name);
    return wmem_strdup_printf(search->allocator, " %s (issued by %s)", one->seen.name, one->seen.other);
}

static const char *
said_text(const finding_search *search, const failure *one)
{
    if (one->seen.words != NULL)
        return wmem_strdup_printf(search->allocator, ": \"%.120s\"", one->seen.words);
    if (one->seen.code != 0)
        return wmem_strdup_printf(search->allocator, ": alert %u (%s)", one->seen.code,
                                  tls_alert_name((guint8)one->seen.code));
    return "";
}

static const char *
cure_of(const failure *one)
{
    switch ((failure_https)one->seen.variant) {
    case FAILURE_HTTPS_NAME:
        return "Enter the server by the full name that its certificate has (System > Server on Unified CM), and refresh the servers on Expressway-C; or have a certificate issued with the name that is used.";
    case FAILURE_HTTPS_REJECTED:
        return "Put the root and intermediates of Expressway-C's certificate into tomcat-trust and callmanager-trust of that server, and restart Tomcat and TFTP there.";
    case FAILURE_HTTPS_UNTRUSTED:
        break;
    }
    return "Put the CA of the server's certificate (or the certificate itself, if it is self-signed) into Expressway-C's trusted CA list, for ECDSA certificates (-EC) too. Until then: xConfiguration EdgeConfigServer VerifyOriginServer: Off.";
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    const char *c = client_text(search, one);
    const char *server = server_text(search, one);
    bool is_rejected = one->seen.variant == FAILURE_HTTPS_REJECTED;
    const char *verb =
        one->seen.variant == FAILURE_HTTPS_NAME ? "does not find the name in" : "does not accept";

    found->seen = wmem_strdup_printf(search->allocator, "%s %s the certificate%s of %s%s.",
                                     is_rejected ? server : c, verb, certificate_text(search, one),
                                     is_rejected ? c : server, said_text(search, one));
    found->brief =
        wmem_strdup_printf(search->allocator, "%s %s the certificate of %s%s", is_rejected ? server : c, verb,
                           is_rejected ? c : server, said_text(search, one));
    found->mend = wmem_strdup_printf(search->allocator, "%s %s the certificate of %s",
                                     is_rejected ? server : c, verb, is_rejected ? c : server);
    found->means =
        "Users cannot sign in over Mobile and Remote Access: requests to that server end with 502.";
    found->cure = cure_of(one);
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove =
            "Read Expressway-C's diagnostic log: traffic_server names the server and the reason. Or capture the handshake at Expressway-C.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_https_certificate, FAILURE_HTTPS_CERTIFICATE, describe);
}
