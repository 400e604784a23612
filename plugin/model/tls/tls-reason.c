/* tls-reason.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-reason.h"

/* The host that logs says so. OpenSSL 3 writes "self-signed" and "unsuitable certificate purpose". */
static const struct {
    const char *words;
    tls_reason reason;
} own_words[] = {{"certificate identity was unacceptable", TLS_REASON_NAME},
                 {"hostname mismatch", TLS_REASON_NAME},
                 {"self signed certificate", TLS_REASON_UNTRUSTED},
                 {"self-signed certificate", TLS_REASON_UNTRUSTED},
                 {"unable to get local issuer certificate", TLS_REASON_UNTRUSTED},
                 {"unable to get issuer certificate", TLS_REASON_UNTRUSTED},
                 {"unable to verify the first certificate", TLS_REASON_UNTRUSTED},
                 {"certificate not trusted", TLS_REASON_UNTRUSTED},
                 {"certificate revoked", TLS_REASON_UNTRUSTED},
                 {"unable to get certificate CRL", TLS_REASON_UNTRUSTED},
                 {"certificate has expired", TLS_REASON_EXPIRED},
                 {"certificate is not yet valid", TLS_REASON_NOT_YET_VALID},
                 {"unsupported certificate purpose", TLS_REASON_PURPOSE},
                 {"unsuitable certificate purpose", TLS_REASON_PURPOSE},
                 {"no certificate returned", TLS_REASON_NO_CERTIFICATE},
                 {"peer did not return a certificate", TLS_REASON_NO_CERTIFICATE},
                 {"no shared cipher", TLS_REASON_NOTHING_COMMON},
                 {"unsupported protocol", TLS_REASON_NOTHING_COMMON},
                 {"wrong version number", TLS_REASON_NOTHING_COMMON},
                 {"unknown protocol", TLS_REASON_NOTHING_COMMON},
                 {"version too low", TLS_REASON_NOTHING_COMMON},
                 {"no protocols available", TLS_REASON_NOTHING_COMMON},
                 {"No SSL error available", TLS_REASON_CUT_OFF}};

/* Alerts as OpenSSL writes them, "sslv3 alert …", "tlsv1 alert …", "ssl/tls alert …", and by their names. */
static const struct {
    const char *words;
    const char *name;
    tls_reason reason;
    uint8_t number;
} alerts[] = {{"alert unexpected message", "unexpected message", TLS_REASON_UNKNOWN, 10},
              {"alert handshake failure", "handshake failure", TLS_REASON_NOTHING_COMMON, 40},
              {"alert no certificate", "no certificate", TLS_REASON_NO_CERTIFICATE, 41},
              {"alert bad certificate", "bad certificate", TLS_REASON_REJECTED, 42},
              {"alert unsupported certificate", "unsupported certificate", TLS_REASON_PURPOSE, 43},
              {"alert certificate revoked", "certificate revoked", TLS_REASON_UNTRUSTED, 44},
              {"alert certificate expired", "certificate expired", TLS_REASON_EXPIRED, 45},
              {"alert certificate unknown", "certificate unknown", TLS_REASON_REJECTED, 46},
              {"alert illegal parameter", "illegal parameter", TLS_REASON_UNKNOWN, 47},
              {"alert unknown ca", "unknown CA", TLS_REASON_UNTRUSTED, 48},
              {"alert access denied", "access denied", TLS_REASON_REJECTED, 49},
              {"alert decode error", "decode error", TLS_REASON_UNKNOWN, 50},
              {"alert decrypt error", "decrypt error", TLS_REASON_UNKNOWN, 51},
              {"alert protocol version", "protocol version", TLS_REASON_NOTHING_COMMON, 70},
              {"alert insufficient security", "insufficient security", TLS_REASON_NOTHING_COMMON, 71},
              {"alert internal error", "internal error", TLS_REASON_UNKNOWN, 80},
              {"alert inappropriate fallback", "inappropriate fallback", TLS_REASON_NOTHING_COMMON, 86},
              {"alert unrecognized name", "unrecognized name", TLS_REASON_UNKNOWN, 112},
              {"alert certificate required", "certificate required", TLS_REASON_NO_CERTIFICATE, 116},
              {"alert no application protocol", "no application protocol", TLS_REASON_NOTHING_COMMON, 120}};

#define ROWS(table) (sizeof(table) / sizeof(table)[0])

static bool
contains(text_view text, const char *words)
{
    return text_view_find_text_ignoring_case(text, text_view_of(words, strlen(words))) < text.length;
}

bool
tls_rejection_of_words(text_view words, tls_rejection *rejection)
{
    *rejection = (tls_rejection){TLS_REASON_UNKNOWN, false, 0};
    for (size_t i = 0; i < ROWS(alerts); i++) {
        if (contains(words, alerts[i].words)) {
            *rejection = (tls_rejection){alerts[i].reason, true, alerts[i].number};
            return true;
        }
    }
    for (size_t i = 0; i < ROWS(own_words); i++) {
        if (contains(words, own_words[i].words)) {
            rejection->reason = own_words[i].reason;
            return true;
        }
    }
    return false;
}

tls_reason
tls_reason_of_alert(uint8_t alert)
{
    for (size_t i = 0; i < ROWS(alerts); i++) {
        if (alerts[i].number == alert)
            return alerts[i].reason;
    }
    return TLS_REASON_UNKNOWN;
}

const char *
tls_alert_name(uint8_t alert)
{
    for (size_t i = 0; i < ROWS(alerts); i++) {
        if (alerts[i].number == alert)
            return alerts[i].name;
    }
    return "alert";
}
