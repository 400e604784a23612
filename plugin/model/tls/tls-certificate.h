/* tls-certificate.h
 * What of an X.509 certificate decides whether a handshake succeeds: names, dates and usages, looked up in
 * its DER (RFC 5280, X.690). Nothing is verified.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_CERTIFICATE_H
#define EXPRESSWAY_TLS_CERTIFICATE_H

#include "../text-view.h"

/* Views into the DER. */
typedef struct {
    text_view subject;  /* its last common name; empty if it has none */
    text_view issuer;   /* likewise */
    text_view names;    /* of the extension subjectAltName, for tls_certificate_next_name */
    int64_t not_before; /* seconds since 1970 */
    int64_t not_after;
    bool has_usage;          /* the extension extendedKeyUsage is there */
    bool allows_client_auth; /* always true without it */
    bool allows_server_auth;
} tls_certificate;

/* False where der does not begin with a certificate that is whole up to its dates and names. Extensions that
 * cannot be read count as absent. */
bool tls_certificate_read(text_view der, tls_certificate *certificate);

/* Takes the next DNS name off names. False where there is none. */
bool tls_certificate_next_name(text_view *names, text_view *name);

#endif
