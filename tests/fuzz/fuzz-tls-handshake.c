/* fuzz-tls-handshake.c
 * Any bytes as what one end of a handshake sends, in pieces, and as a decrypted message: what is kept has
 * room.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "require.h"
#include "tls/tls-handshake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_end(const tls_handshake_end *end)
{
    REQUIRE(end->parsed <= end->used && end->used <= TLS_HANDSHAKE_ROOM);
    REQUIRE(end->der_length <= TLS_HANDSHAKE_CERTIFICATE_ROOM);
    REQUIRE(end->header_length <= TLS_RECORD_HEADER);
    REQUIRE(!end->has_certificate || end->has_certificate_message);
}

/* The first byte says how long the pieces are. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tls_handshake_end end;
    text_view rest = text_view_of((const char *)data, size);
    size_t piece;

    memset(&end, 0, sizeof end);
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
