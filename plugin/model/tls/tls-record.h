/* tls-record.h
 * TLS records of a stream (RFC 8446 section 5.1, RFC 5246 section 6.2.1), and the bytes in them that identify
 * the connection: they are the same wherever it is captured, and differ on every other connection.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_RECORD_H
#define EXPRESSWAY_TLS_RECORD_H

#include "../text-view.h"

/* Length of the part of a record that identifies it: its header and the start of its ciphertext. After an
 * explicit nonce of 8 bytes, 16 bytes of ciphertext remain; the shortest record of TLS 1.2 with GCM has 25.
 * */
#define TLS_RECORD_HEADER 5U
#define TLS_RECORD_MARK (TLS_RECORD_HEADER + 24U)

typedef enum {
    TLS_MARK_NONE,       /* nothing in the record is unique */
    TLS_MARK_RANDOM,     /* of ClientHello or ServerHello */
    TLS_MARK_CIPHERTEXT, /* of application data */
} tls_mark;

typedef struct {
    tls_mark mark;
    text_view identity; /* the bytes that mark it */
    bool is_whole;
} tls_record;

typedef enum { TLS_HELLO_NONE, TLS_HELLO_CLIENT, TLS_HELLO_SERVER } tls_hello;

/* Whether bytes begin with a ClientHello or a ServerHello that is complete enough to tell, and which. */
tls_hello tls_hello_of(text_view bytes);

/* Takes the next record off bytes. A record that is cut short is the last, and has its mark if the bytes of
 * the mark are there. False where no record begins: *bytes is then unchanged. */
bool tls_record_next(text_view *bytes, tls_record *read);

#endif
