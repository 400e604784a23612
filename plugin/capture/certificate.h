/* certificate.h
 * What of an X.509 certificate decides whether a handshake succeeds: names, dates and usages, as Wireshark's
 * own dissectors read them. Nothing is verified. State lives in file scope.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CERTIFICATE_H
#define EXPRESSWAY_CERTIFICATE_H

#include "../ws-compat.h"

#include "../model/text-view.h"

/* Names that are kept of one. */
#define CERTIFICATE_NAMES 8

/* Texts are in file scope. */
typedef struct {
    bool is_readable;    /* both dates were found */
    const char *subject; /* its last common name, or NULL */
    const char *issuer;  /* likewise */
    const char *names;   /* the first DNS names of subjectAltName: "a.example.com, b.example.com"; or NULL */
    gint64 not_before;   /* seconds since 1970 */
    gint64 not_after;
    bool has_usage; /* the extension extendedKeyUsage is there */
    bool has_client_auth;
    bool has_any_usage;
} certificate;

/* Called once each. */
void certificate_register(void);
void certificate_handoff(void);

/* On the first pass: the certificate in DER, or in the base64 of a PEM block. Each is dissected once, apart
 * from the frame's own dissection. NULL where Wireshark does not find its dates. Lives as long as the file.
 */
const certificate *certificate_of_der(const packet_info *pinfo, text_view der);
const certificate *certificate_of_base64(const packet_info *pinfo, text_view base64);

/* Without the extension, every usage is allowed (RFC 5280 section 4.2.1.12). */
bool certificate_allows_client_auth(const certificate *one);

#endif
