/* fuzz-sip-message.c
 * Any bytes, read as SIP in every way that the model can.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <string.h>

#include "message-walk.h"
#include "require.h"
#include "sip/sip-message.h"
#include "tls/stream-start.h"

#define LONGEST_PREFIX 8192

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same for a stream that may also be TLS. The messages in it end within it. */
static void
walk_stream(text_view whole, text_view prefix)
{
    stream_start start = stream_start_probe(whole);

    if ((start == STREAM_TLS || start == STREAM_SIP) && prefix.length <= LONGEST_PREFIX)
        REQUIRE(stream_start_probe(prefix) != STREAM_OTHER);
    REQUIRE(sip_messages_length(prefix) <= prefix.length);
}

/* A message that is cut off anywhere, in a block of the exact size. The beginning of a start line must never
 * be declined: its rest would be lost. */
static void
walk_prefix(text_view whole, size_t length)
{
    char *block = malloc(length > 0 ? length : 1);
    text_view prefix = text_view_of(block, length);
    sip_start start;

    REQUIRE(block != NULL);
    if (length > 0)
        memcpy(block, whole.data, length);
    message_walk(prefix);
    start = sip_start_probe(prefix);
    if (sip_start_probe(whole) == SIP_START_YES && length > 0 && length <= LONGEST_PREFIX)
        REQUIRE(start != SIP_START_NO);
    if (start == SIP_START_YES)
        REQUIRE(sip_start_probe(whole) == SIP_START_YES);
    if (sip_skip_keep_alives(prefix).length > LONGEST_PREFIX)
        REQUIRE(start != SIP_START_PREFIX);
    walk_stream(whole, prefix);
    free(block);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    text_view whole = text_view_of((const char *)data, size);

    message_walk(whole);
    if (size > 0) {
        size_t seed = (size_t)data[size - 1] * 257 + data[size / 2];

        walk_prefix(whole, size - 1);
        walk_prefix(whole, seed % size);
        walk_prefix(whole, seed % (size < 64 ? size : 64));
    }
    return 0;
}
