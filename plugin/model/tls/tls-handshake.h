/* tls-handshake.h
 * A TLS handshake as its segments show it: what each end has sent in clear, and how long the first encrypted
 * records are (RFC 5246 section 7, RFC 8446 sections 4 to 6).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_HANDSHAKE_H
#define EXPRESSWAY_TLS_HANDSHAKE_H

#include "tls-record.h"

/* So much of each end's messages is kept; of its first certificate, so much. */
#define TLS_HANDSHAKE_ROOM 16384U
#define TLS_HANDSHAKE_CERTIFICATE_ROOM 4096U

/* TLS 1.3: an alert; a Certificate message without a certificate. Both with a tag of 16 bytes. */
#define TLS_ENCRYPTED_ALERT 19U
#define TLS_ENCRYPTED_NO_CERTIFICATE 25U

/* One end. All zero at first. */
typedef struct {
    uint8_t header[TLS_RECORD_HEADER]; /* of the record that has begun */
    uint8_t header_length;
    bool is_lost;       /* what came was not TLS, or too much: nothing more is read */
    bool has_hello;     /* ClientHello or ServerHello */
    bool is_version_13; /* of a ServerHello */
    bool has_certificate_message;
    bool has_certificate; /* der has one */
    bool is_finished;     /* it has sent ChangeCipherSpec (TLS 1.2) */
    bool wants_certificate;
    uint8_t alert_level; /* of the first alert in clear; 0 if there was none */
    uint8_t alert;
    uint8_t alert_length;       /* bytes of the alert's record that have come */
    uint16_t left;              /* bytes of that record that are to come */
    uint16_t length;            /* of it */
    uint32_t encrypted_records; /* of application data */
    uint16_t first_encrypted;   /* length of the first of them */
    uint32_t used;              /* of messages */
    uint32_t parsed;            /* of used */
    uint32_t der_length;
    char der[TLS_HANDSHAKE_CERTIFICATE_ROOM];
    char messages[TLS_HANDSHAKE_ROOM];
} tls_handshake_end;

/* The next bytes that the end sends, in order. */
void tls_handshake_take(tls_handshake_end *end, text_view bytes);

/* A handshake message, or an alert, of TLS 1.3 that was decrypted. Anything else is ignored. */
void tls_handshake_take_decrypted(tls_handshake_end *end, text_view bytes);

/* Whether the end has sent an alert that ends the handshake. */
static inline bool
tls_handshake_is_fatal(const tls_handshake_end *end)
{
    return end->alert_level == 2 && end->alert != 0;
}

#endif
