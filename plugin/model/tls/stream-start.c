/* stream-start.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "stream-start.h"

#include "../sip/sip-message.h"

#define HEADER_LENGTH 5U /* content type, version, length (RFC 8446 section 5.1) */
#define HANDSHAKE 22U
#define APPLICATION_DATA 23U
#define MINOR_LAST 3U /* TLS 1.2; a record of TLS 1.3 says the same */
#define LONGEST_RECORD (16384U + 2048U)

/* Whether the bytes that are there can be the start of a record header. */
static bool
may_become_record(text_view bytes)
{
    const uint8_t *header = (const uint8_t *)bytes.data;

    return bytes.length > 0 && (header[0] == HANDSHAKE || header[0] == APPLICATION_DATA) &&
           (bytes.length < 2 || header[1] == 3) && (bytes.length < 3 || header[2] <= MINOR_LAST) &&
           (bytes.length < 4 || header[3] <= LONGEST_RECORD >> 8);
}

static bool
has_length_of_record(text_view bytes)
{
    const uint8_t *header = (const uint8_t *)bytes.data;
    unsigned length = (unsigned)header[3] << 8 | header[4];

    return length > 0 && length <= LONGEST_RECORD;
}

stream_start
stream_start_probe(text_view bytes)
{
    if (may_become_record(bytes)) {
        if (bytes.length < HEADER_LENGTH)
            return STREAM_UNDECIDED;
        return has_length_of_record(bytes) ? STREAM_TLS : STREAM_OTHER;
    }
    if (text_view_is_empty(sip_skip_keep_alives(bytes)))
        return STREAM_SILENT;
    switch (sip_start_probe(bytes)) {
    case SIP_START_YES:
        return STREAM_SIP;
    case SIP_START_PREFIX:
        return STREAM_UNDECIDED;
    case SIP_START_NO:
        break;
    }
    return STREAM_OTHER;
}
