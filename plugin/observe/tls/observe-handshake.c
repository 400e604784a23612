/* observe-handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-handshake.h"

#include "../../capture/configuration.h"
#include "../../capture/failure/host-link.h"
#include "../../capture/frame/captured-bytes.h"
#include "../../capture/frame/frame.h"
#include "handshake-failure.h"

/* Turns in sending data: the client's hello, the server's answer, the client's part, the server's (or
 * tickets), a request, its answer (or tickets that come late), the next request: that one answers to
 * something. */
#define TURNS_THAT_SUCCEED 7

/* After these it has succeeded if it is still there after a minute. */
#define TURNS_THAT_LAST 5

/* A connection that is older is not in its handshake any more. */
#define LONGEST_SECONDS 60

static void
observe_syn(const packet_info *pinfo, const tcp_segment *segment, endpoint client, endpoint server)
{
    handshake *one;

    if (!configuration_is_traversal_port(server.port) && !host_link_has_client(client.host))
        return;
    one = handshake_between(pinfo, client, server);
    if (one != NULL && one->first[true] == segment->sequence)
        return;
    if (one != NULL)
        handshake_forget(one);
    handshake_begin(pinfo, client, server, segment->sequence)->hops[true] = segment->hops;
}

static void
observe_answer(handshake *one, const tcp_segment *segment)
{
    if (one->is_answered)
        return;
    one->is_answered = true;
    one->first[false] = segment->sequence;
    one->next[false] = segment->sequence + 1;
    one->hops[false] = segment->hops;
}

/* The bytes of the segment that have not been read before. False where bytes before them are missing. */
static bool
new_bytes(handshake *one, const tcp_segment *segment, bool from_client, text_view *bytes)
{
    guint32 old;

    if (!from_client && !one->is_answered) { /* the answer to the SYN was not captured */
        one->is_answered = true;
        one->next[false] = segment->sequence;
    }
    old = one->next[from_client] - segment->sequence;
    *bytes = text_view_first(captured_bytes(segment->tvb, segment->data_start), segment->payload);
    if (old > (guint32)G_MAXINT32 || bytes->length < segment->payload)
        return false;
    *bytes = text_view_from(*bytes, old);
    one->next[from_client] += (guint32)bytes->length;
    return true;
}

/* Of TLS 1.3, what Wireshark has decrypted of the end's messages. */
static void
take_decrypted(const packet_info *pinfo, tls_handshake_end *end)
{
    const GSList *source = pinfo->data_src != NULL ? pinfo->data_src->next : NULL;

    for (; source != NULL; source = source->next)
        tls_handshake_take_decrypted(
            end, captured_bytes(get_data_source_tvb((const struct data_source *)source->data), 0));
}

static void
take_turn(handshake *one, bool from_client)
{
    if (one->turns > 0 && one->last_from_client == from_client)
        return;
    one->turns++;
    one->last_from_client = from_client;
}

static bool
is_too_old(const handshake *one, const packet_info *pinfo)
{
    return pinfo->abs_ts.secs - one->time.secs > LONGEST_SECONDS;
}

/* Up to TLS 1.2, application data comes from nothing but the application. In TLS 1.3 tickets look like it. */
static bool
has_succeeded(const handshake *one, const packet_info *pinfo)
{
    if (one->ends == NULL || one->ends[true].is_lost || one->ends[false].is_lost)
        return false;
    if (one->ends[false].has_hello && !one->ends[false].is_version_13)
        return one->ends[true].encrypted_records > 0 && one->ends[false].encrypted_records > 0;
    return one->turns >= (is_too_old(one, pinfo) ? TURNS_THAT_LAST : TURNS_THAT_SUCCEED);
}

/* False where the handshake has ended with it. */
static bool
observe_data(packet_info *pinfo, handshake *one, const tcp_segment *segment, bool from_client)
{
    tls_handshake_end *end;
    bool had_encrypted;
    text_view bytes;

    if (!new_bytes(one, segment, from_client, &bytes)) {
        handshake_forget(one);
        return false;
    }
    if (text_view_is_empty(bytes))
        return true;
    handshake_has_data(one);
    end = &one->ends[from_client];
    take_turn(one, from_client);
    had_encrypted = end->encrypted_records > 0;
    tls_handshake_take(end, bytes);
    take_decrypted(pinfo, end);
    /* What the server answers to the client's part of the handshake is looked at by itself. */
    if (from_client && !had_encrypted && end->encrypted_records > 0)
        one->ends[false].encrypted_records = 0;
    if (end->has_certificate && one->certificate_frame[from_client] == 0)
        one->certificate_frame[from_client] = pinfo->num;
    if (tls_handshake_is_fatal(end))
        handshake_failure_of_alert(pinfo, one, from_client);
    else if (has_succeeded(one, pinfo))
        handshake_failure_of_none(pinfo, one);
    else if (!end->is_lost && !is_too_old(one, pinfo))
        return true;
    handshake_forget(one);
    return false;
}

void
observe_handshake(packet_info *pinfo, const tcp_segment *segment)
{
    endpoint source;
    endpoint destination;
    bool from_client = true;
    handshake *one;

    if (!segment->is_syn && !handshake_is_candidate(pinfo->srcport, pinfo->destport))
        return;
    if (!segment->is_syn && segment->payload == 0 && !segment->is_answer && !segment->is_reset &&
        !segment->is_finish)
        return;
    if (!frame_endpoints(pinfo, &source, &destination))
        return;
    if (segment->is_syn) {
        observe_syn(pinfo, segment, source, destination);
        return;
    }
    one = handshake_between(pinfo, source, destination);
    if (one == NULL) {
        from_client = false;
        one = handshake_between(pinfo, destination, source);
    }
    if (one == NULL)
        return;
    if (segment->is_answer && !from_client)
        observe_answer(one, segment);
    if (segment->payload > 0 && !observe_data(pinfo, one, segment, from_client))
        return;
    if (!segment->is_reset && !segment->is_finish)
        return;
    if (!is_too_old(one, pinfo))
        handshake_failure_of_end(pinfo, one, segment, from_client);
    else if (has_succeeded(one, pinfo))
        handshake_failure_of_none(pinfo, one);
    handshake_forget(one);
}
