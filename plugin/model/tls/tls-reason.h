/* tls-reason.h
 * Why a TLS handshake failed: the words of a diagnostic log, which are OpenSSL's, and the alerts of TLS.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_REASON_H
#define EXPRESSWAY_TLS_REASON_H

#include "../text-view.h"

typedef enum {
    TLS_REASON_UNKNOWN,   /* words that say nothing about it, or that are not known */
    TLS_REASON_NAME,      /* the certificate has not the name that was looked for */
    TLS_REASON_UNTRUSTED, /* its root or an intermediate is not known, or it was revoked */
    TLS_REASON_EXPIRED,
    TLS_REASON_NOT_YET_VALID,
    TLS_REASON_PURPOSE,        /* its extended key usage does not allow it */
    TLS_REASON_NO_CERTIFICATE, /* the client sent none */
    TLS_REASON_REJECTED,       /* the certificate was rejected, and the alert does not say why */
    TLS_REASON_NOTHING_COMMON, /* version, cipher, ... */
    TLS_REASON_CUT_OFF         /* the connection ended without an alert */
} tls_reason;

typedef struct {
    tls_reason reason;
    bool is_received; /* the other host says so: an alert was received. Otherwise the host that logs does */
    uint8_t alert;    /* its number; 0 if there is none, or it is close_notify */
} tls_rejection;

/* From Detail of a "TLS Negotiation Error", from Reason of a closed connection, or from a line of OpenSSL
 * that contains them. False where they say nothing of a handshake. Words: FAILURES.md, section 1; OpenSSL's
 * X509_verify_cert_error_string and SSL_R_ texts of 1.0 to 3.0. */
bool tls_rejection_of_words(text_view words, tls_rejection *rejection);

/* From an alert's number: RFC 5246 section 7.2, RFC 8446 section 6. */
tls_reason tls_reason_of_alert(uint8_t alert);

/* "unknown CA". Static text; "alert" for numbers that are not assigned. */
const char *tls_alert_name(uint8_t alert);

#endif
