/* tls-stream.h
 * TLS records in one direction of a TCP connection, from its segments as they come: where a record begins is
 * told by the length of the one before it. Nothing is kept of a record but its first bytes.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_STREAM_H
#define EXPRESSWAY_TLS_STREAM_H

#include "tls-record.h"

/* So many bytes of a record are kept: what marks it lies within them. */
#define TLS_STREAM_HEAD 48U

/* The first bytes of the record that has begun. */
typedef struct tls_stream_head {
    struct tls_stream_head *next; /* for the caller's use while no stream has it */
    char bytes[TLS_STREAM_HEAD];
} tls_stream_head;

/* All zero: nothing is known yet. */
typedef struct {
    uint32_t next; /* sequence number of the next byte */
    uint16_t
        left; /* bytes of the record that are still to come; 0: none has begun, or its header is not whole */
    uint8_t length; /* bytes in head */
    bool is_begun;  /* next and what is above are known */
    /* The caller's. It must be there whenever one of the functions below is called, and may be taken away in
     * between if tls_stream_needs_head says so. */
    tls_stream_head *head;
} tls_stream;

/* Whether a record has begun, so that what head has is needed for the next segment. */
static inline bool
tls_stream_needs_head(const tls_stream *stream)
{
    return stream->length > 0;
}

/* A segment with data: sequence is that of its first byte, bytes what was captured of it, payload how many it
 * had. Of a repeated segment nothing remains. Where bytes are missing before it, the record goes on if they
 * were within it; otherwise the segment is the next that counts if it begins with a record. Returns what of
 * bytes is to be given to tls_stream_next. */
text_view tls_stream_begin(tls_stream *stream, uint32_t sequence, text_view bytes);

/* Takes the next record that ends in *bytes off them. False where none ends in them. read's identity is valid
 * until the next call. */
bool tls_stream_next(tls_stream *stream, text_view *bytes, tls_record *read);

/* So many more bytes of the segment were not captured. True where a record ends with them: it is in read. */
bool tls_stream_skip(tls_stream *stream, uint32_t count, tls_record *read);

#endif
