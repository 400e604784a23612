/* tls-record.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-record.h"

#include <string.h>

#define CONTENT_FIRST 20U /* change_cipher_spec */
#define CONTENT_HANDSHAKE 22U
#define CONTENT_APPLICATION_DATA 23U
#define CONTENT_LAST 24U /* heartbeat */
#define LONGEST_RECORD (16384U + 2048U)

#define CLIENT_HELLO 1U
#define SERVER_HELLO 2U
#define HANDSHAKE_HEADER 4U
#define RANDOM_START (TLS_RECORD_HEADER + HANDSHAKE_HEADER + 2U)
#define RANDOM_LENGTH 32U
#define SESSION_ID_LONGEST 32U

/* The constant that a HelloRetryRequest has in place of the random (RFC 8446 section 4.1.3). */
static const uint8_t retry_random[RANDOM_LENGTH] = {
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C};

/* An encrypted handshake message has the same record type, and may begin with the byte of a hello. It matches
 * the version and the length of the session ID (RFC 5246 section 7.4.1.2) as well only once in ten million.
 * */
static bool
is_hello(text_view record)
{
    const uint8_t *at = (const uint8_t *)record.data + TLS_RECORD_HEADER;

    return record.length > RANDOM_START + RANDOM_LENGTH && (at[0] == CLIENT_HELLO || at[0] == SERVER_HELLO) &&
           at[HANDSHAKE_HEADER] == 3 && at[HANDSHAKE_HEADER + 1] <= 3 &&
           (uint8_t)record.data[RANDOM_START + RANDOM_LENGTH] <= SESSION_ID_LONGEST;
}

tls_hello
tls_hello_of(text_view bytes)
{
    tls_record read;
    text_view rest = bytes;
    text_view record;

    if (!tls_record_next(&rest, &read) || (uint8_t)bytes.data[0] != CONTENT_HANDSHAKE)
        return TLS_HELLO_NONE;
    record = text_view_first(bytes, bytes.length - rest.length);
    if (!is_hello(record))
        return TLS_HELLO_NONE;
    return record.data[TLS_RECORD_HEADER] == CLIENT_HELLO ? TLS_HELLO_CLIENT : TLS_HELLO_SERVER;
}

static void
mark_handshake(text_view record, tls_record *read)
{
    if (!is_hello(record))
        return;
    read->identity = text_view_first(text_view_from(record, RANDOM_START), RANDOM_LENGTH);
    if (memcmp(read->identity.data, retry_random, RANDOM_LENGTH) != 0)
        read->mark = TLS_MARK_RANDOM;
}

bool
tls_record_next(text_view *bytes, tls_record *read)
{
    const uint8_t *header = (const uint8_t *)bytes->data;
    text_view record;
    size_t length;

    *read = (tls_record){.mark = TLS_MARK_NONE, .identity = {"", 0}};
    if (bytes->length < TLS_RECORD_HEADER || header[0] < CONTENT_FIRST || header[0] > CONTENT_LAST ||
        header[1] != 3 || header[2] > 4)
        return false;
    length = (size_t)header[3] << 8 | header[4];
    if (length > LONGEST_RECORD)
        return false;
    record = text_view_first(*bytes, TLS_RECORD_HEADER + length);
    *bytes = text_view_from(*bytes, record.length);
    read->is_whole = record.length == TLS_RECORD_HEADER + length;
    if (header[0] == CONTENT_HANDSHAKE)
        mark_handshake(record, read);
    else if (header[0] == CONTENT_APPLICATION_DATA && record.length >= TLS_RECORD_MARK) {
        read->mark = TLS_MARK_CIPHERTEXT;
        read->identity = text_view_first(record, TLS_RECORD_MARK);
    }
    return true;
}
