/* fuzz-tls-handshake.c
 * Any bytes as what one end of a handshake sends, in pieces, as a decrypted message, and as a certificate:
 * what is kept has room, and what is read lies within it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "require.h"
#include "tls/tls-certificate.h"
#include "tls/tls-handshake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_within(text_view whole, text_view part)
{
    REQUIRE(part.length == 0 ||
            (part.data >= whole.data && part.data + part.length <= whole.data + whole.length));
}

static void
check_certificate(text_view der)
{
    tls_certificate certificate;
    text_view name;

    if (!tls_certificate_read(der, &certificate))
        return;
    check_within(der, certificate.subject);
    check_within(der, certificate.issuer);
    REQUIRE(certificate.has_usage || (certificate.allows_client_auth && certificate.allows_server_auth));
    while (tls_certificate_next_name(&certificate.names, &name))
        check_within(der, name);
}

static void
check_end(const tls_handshake_end *end)
{
    REQUIRE(end->parsed <= end->used && end->used <= TLS_HANDSHAKE_ROOM);
    REQUIRE(end->der_length <= TLS_HANDSHAKE_CERTIFICATE_ROOM);
    REQUIRE(end->header_length <= TLS_RECORD_HEADER);
    REQUIRE(!end->has_certificate || end->has_certificate_message);
    check_certificate(text_view_of(end->der, end->der_length));
}

/* The first byte says how long the pieces are. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tls_handshake_end end;
    text_view rest = text_view_of((const char *)data, size);
    size_t piece;

    memset(&end, 0, sizeof end);
    check_certificate(rest);
    tls_handshake_take_decrypted(&end, rest);
    check_end(&end);
    if (size == 0)
        return 0;
    piece = data[0] + 1U;
    for (rest = text_view_from(rest, 1); rest.length > 0; rest = text_view_from(rest, piece)) {
        tls_handshake_take(&end, text_view_first(rest, piece));
        check_end(&end);
    }
    return 0;
}
