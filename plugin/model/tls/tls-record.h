/* tls-record.h
 * TLS records as they lie in a stream (RFC 8446 section 5.1, RFC 5246 section 6.2.1), and what in them is the
 * same wherever the connection is captured and on no other connection.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_RECORD_H
#define EXPRESSWAY_TLS_RECORD_H

#include "../text-view.h"

/* Bytes of a record that identify it: its header and the first of its ciphertext. An explicit nonce of 8
 * bytes leaves 16 of it; the shortest record of TLS 1.2 with GCM has 25. */
#define TLS_RECORD_HEADER 5U
#define TLS_RECORD_MARK (TLS_RECORD_HEADER + 24U)

typedef enum {
    TLS_MARK_NONE,       /* nothing in it is unique */
    TLS_MARK_RANDOM,     /* of ClientHello or ServerHello */
    TLS_MARK_CIPHERTEXT, /* of application data */
} tls_mark;

typedef struct {
    tls_mark mark;
    text_view identity; /* the bytes that mark it */
    bool is_whole;
} tls_record;

typedef enum { TLS_HELLO_NONE, TLS_HELLO_CLIENT, TLS_HELLO_SERVER } tls_hello;

/* Whether bytes begin with a ClientHello or a ServerHello, and which: enough of them to tell. */
tls_hello tls_hello_of(text_view bytes);

/* Takes the next record off bytes, which begin with one, whole or cut short; a record that is cut short is
 * the last, and has its mark as long as that is there. False where no record begins: *bytes is then left
 * alone. */
bool tls_record_next(text_view *bytes, tls_record *read);

#endif
