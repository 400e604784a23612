/* fuzz-tls-record.c
 * Any bytes as a stream of TLS records: records do not overlap, their marks lie within them, and the
 * walk ends.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdint.h>

#include "require.h"
#include "tls/tls-record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    text_view rest = text_view_of((const char *)data, size);
    bool ended = false;
    tls_record record;

    while (!ended) {
        text_view before = rest;

        if (!tls_record_next(&rest, &record)) {
            REQUIRE(rest.data == before.data && rest.length == before.length);
            break;
        }
        REQUIRE(before.length - rest.length >= TLS_RECORD_HEADER);
        REQUIRE(record.is_whole || rest.length == 0);
        REQUIRE((record.mark != TLS_MARK_NONE) == (record.identity.length > 0) ||
                record.mark == TLS_MARK_NONE);
        REQUIRE(record.identity.length == 0 ||
                (record.identity.data >= before.data &&
                 record.identity.data + record.identity.length <= before.data + before.length - rest.length));
        ended = !record.is_whole;
    }
    return 0;
}
