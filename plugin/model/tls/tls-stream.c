/* tls-stream.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-stream.h"

#include <string.h>

static void
lose(tls_stream *stream)
{
    stream->is_begun = false;
    stream->left = 0;
    stream->length = 0;
}

/* Length of the record by its header, which head has; 0 where it is not one. */
static uint32_t
record_length(const tls_stream *stream)
{
    text_view head = text_view_of(stream->head, TLS_RECORD_HEADER);
    tls_record read;

    if (!tls_record_next(&head, &read))
        return 0;
    return TLS_RECORD_HEADER + ((uint32_t)(uint8_t)stream->head[3] << 8 | (uint8_t)stream->head[4]);
}

/* The record that has ended, by what is kept of it. */
static void
finish(tls_stream *stream, tls_record *read)
{
    text_view head = text_view_of(stream->head, stream->length);

    if (!tls_record_next(&head, read))
        *read = (tls_record){.mark = TLS_MARK_NONE, .identity = {"", 0}};
    read->is_whole = true;
    stream->length = 0;
}

static bool
begins_with_record(text_view bytes)
{
    tls_record read;

    return tls_record_next(&bytes, &read);
}

text_view
tls_stream_begin(tls_stream *stream, uint32_t sequence, text_view bytes)
{
    uint32_t ahead = sequence - stream->next;

    if (stream->is_begun && ahead >= UINT32_MAX / 2) { /* it begins before what is next */
        uint32_t old = stream->next - sequence;

        return text_view_from(bytes, old < bytes.length ? old : bytes.length);
    }
    if (stream->is_begun && ahead > 0 && ahead < stream->left) {
        stream->left -= ahead;
        stream->next = sequence;
        /* Without all that marks it, the record is not told from others. */
        if (stream->length < TLS_STREAM_HEAD)
            stream->head[0] = 0;
        return bytes;
    }
    if (stream->is_begun && ahead == 0)
        return bytes;
    lose(stream);
    if (!begins_with_record(bytes))
        return text_view_first(bytes, 0);
    stream->is_begun = true;
    stream->next = sequence;
    return bytes;
}

/* Adds to head what of bytes belongs to it. */
static void
keep(tls_stream *stream, text_view bytes)
{
    size_t room = TLS_STREAM_HEAD - stream->length;
    size_t kept = bytes.length < room ? bytes.length : room;

    memcpy(stream->head + stream->length, bytes.data, kept);
    stream->length = (uint8_t)(stream->length + kept);
}

static void
take(tls_stream *stream, text_view *bytes, size_t count)
{
    stream->next += (uint32_t)count;
    *bytes = text_view_from(*bytes, count);
}

/* Completes the header of the next record. False where there are too few bytes, or it is not one. */
static bool
take_header(tls_stream *stream, text_view *bytes)
{
    size_t missing = TLS_RECORD_HEADER - stream->length;
    text_view header = text_view_first(*bytes, missing);
    uint32_t length;

    keep(stream, header);
    take(stream, bytes, header.length);
    if (stream->length < TLS_RECORD_HEADER)
        return false;
    length = record_length(stream);
    if (length == 0) {
        lose(stream);
        return false;
    }
    stream->left = length - TLS_RECORD_HEADER;
    return true;
}

/* The next record, if it begins and ends in bytes: nothing of it need be kept. */
static bool
take_whole(tls_stream *stream, text_view *bytes, tls_record *read)
{
    text_view rest = *bytes;

    if (stream->left > 0 || stream->length > 0 || !tls_record_next(&rest, read) || !read->is_whole)
        return false;
    stream->next += (uint32_t)(bytes->length - rest.length);
    *bytes = rest;
    return true;
}

bool
tls_stream_next(tls_stream *stream, text_view *bytes, tls_record *read)
{
    text_view rest;

    if (!stream->is_begun || text_view_is_empty(*bytes))
        return false;
    if (take_whole(stream, bytes, read))
        return true;
    if (stream->left == 0 && !take_header(stream, bytes))
        return false;
    rest = text_view_first(*bytes, stream->left);
    if (stream->length < TLS_STREAM_HEAD)
        keep(stream, rest);
    stream->left -= (uint32_t)rest.length;
    take(stream, bytes, rest.length);
    if (stream->left > 0)
        return false;
    finish(stream, read);
    return true;
}

bool
tls_stream_skip(tls_stream *stream, uint32_t count, tls_record *read)
{
    if (!stream->is_begun || count == 0)
        return false;
    if (count > stream->left) {
        bool ends = stream->left > 0 && stream->length >= TLS_RECORD_HEADER;

        if (ends)
            finish(stream, read);
        lose(stream);
        return ends;
    }
    stream->left -= count;
    stream->next += count;
    if (stream->left > 0)
        return false;
    finish(stream, read);
    return true;
}
