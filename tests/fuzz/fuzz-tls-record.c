/* fuzz-tls-record.c
 * Any bytes as a stream of TLS records: records do not overlap, their marks lie within them, and the
 * walk ends. The same bytes as segments, with gaps and repetitions: no more is kept than there is room for.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "require.h"
#include "tls/tls-record.h"
#include "tls/tls-stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every segment takes its length, what is missing of it and how far it jumps from its first three bytes. */
static void
walk_segments(text_view rest)
{
    tls_stream_head head;
    tls_stream stream = {.head = &head};
    uint32_t sequence = 0xfffffff0U;
    tls_record record;

    while (rest.length > 3) {
        const uint8_t *rule = (const uint8_t *)rest.data;
        text_view segment = text_view_first(text_view_from(rest, 3), rule[0]);
        text_view bytes;

        if (!tls_stream_needs_head(&stream))
            memset(&head, rule[2], sizeof head);
        bytes = tls_stream_begin(&stream, sequence, segment);
        rest = text_view_from(rest, 3 + segment.length);
        while (tls_stream_next(&stream, &bytes, &record))
            REQUIRE(record.identity.length <= TLS_STREAM_HEAD);
        REQUIRE(stream.length <= TLS_STREAM_HEAD && (bytes.length == 0 || !stream.is_begun));
        tls_stream_skip(&stream, rule[1], &record);
        sequence += (uint32_t)segment.length + rule[1] + (rule[2] > 127 ? (uint32_t)rule[2] - 256U : rule[2]);
    }
}

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
    walk_segments(text_view_of((const char *)data, size));
    return 0;
}
