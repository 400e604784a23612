/* leg-note.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-note.h"

#include "../frame/captured-bytes.h"
#include "../frame/frame.h"
#include "../generation.h"
#include "../kept-memory.h"
#include "leg-match.h"

#include "../../model/hash64.h"
#include "../../model/tls/tls-record.h"

static struct flow_legs *
legs_of(expressway_flow *flow)
{
    if (flow->legs != NULL)
        return flow->legs;
    flow->legs = (struct flow_legs *)kept_memory_new0(sizeof *flow->legs);
    flow->legs->ties = &leg_no_ties;
    return flow->legs;
}

static void
note(const packet_info *pinfo, expressway_flow *flow, bool from_client, leg_pairing kind, guint64 hash,
     guint32 sequence)
{
    struct flow_legs *legs = legs_of(flow);
    const fingerprint mine = {.hash = hash,
                              .flow = flow->number & FINGERPRINT_LAST_FLOW,
                              .time = frame_nanoseconds(pinfo),
                              .frame = pinfo->num,
                              .sequence = sequence,
                              .kind = kind & 7U,
                              .from_client = from_client};
    const fingerprint *theirs;
    bool repeated;

    if (flow->number > FINGERPRINT_LAST_FLOW)
        return;
    if (legs->ties->connection != NULL && legs->ties->connection->count > 1) {
        if (legs->ties->noted_when_paired == FINGERPRINTS_OF_PAIRED)
            return;
        leg_ties_of(legs)->noted_when_paired++;
    }
    legs->has_noted[flow_end_of(from_client)] = true;
    capture_points_note_interface(&legs->points, pinfo);
    if (kind == PAIRED_BY_RECORD && from_client && legs->settled_frame == 0 &&
        ++legs->client_records == LEG_RECORDS_TO_SETTLE) {
        legs->settled_frame = pinfo->num;
        generation_raise();
    }
    if (kind == PAIRED_BY_RANDOM && legs->randoms[flow_end_of(from_client)] == 0)
        legs->randoms[flow_end_of(from_client)] = hash;
    theirs = fingerprint_note(&legs->shelf, &mine, &repeated);
    if (repeated && kind == PAIRED_BY_RECORD && legs->repetitions < LEG_REPETITIONS) {
        legs->repetitions++;
        generation_raise();
    }
    for (; theirs != NULL; theirs = fingerprint_next(theirs)) {
        if (theirs->flow != flow->number && theirs->from_client == from_client)
            leg_match_agree(&mine, theirs);
    }
}

static void
note_record(const packet_info *pinfo, expressway_flow *flow, bool from_client, const tls_record *record,
            guint32 sequence)
{
    if (record->mark != TLS_MARK_NONE)
        note(pinfo, flow, from_client, record->mark == TLS_MARK_RANDOM ? PAIRED_BY_RANDOM : PAIRED_BY_RECORD,
             hash64_of(record->identity), sequence);
}

/* Most segments end with a record, so few streams have a head between segments. */
static tls_stream_head *unused_heads;

static void
begin_file(void)
{
    unused_heads = NULL;
}

void
leg_note_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(begin_file);
}

static void
give_head(tls_stream *stream)
{
    if (stream->head != NULL)
        return;
    if (unused_heads == NULL)
        unused_heads = (tls_stream_head *)kept_memory_new0(sizeof *unused_heads);
    stream->head = unused_heads;
    unused_heads = stream->head->next;
}

static void
take_head(tls_stream *stream)
{
    if (tls_stream_needs_head(stream))
        return;
    stream->head->next = unused_heads;
    unused_heads = stream->head;
    stream->head = NULL;
}

static void
note_records(const packet_info *pinfo, expressway_flow *flow, bool from_client, const tcp_segment *segment,
             tls_stream *stream)
{
    text_view captured = text_view_first(captured_bytes(segment->tvb, segment->data_start), segment->payload);
    text_view bytes = tls_stream_begin(stream, segment->sequence, captured);
    tls_record record;
    guint32 missing;

    while (tls_stream_next(stream, &bytes, &record))
        note_record(pinfo, flow, from_client, &record, segment->sequence);
    missing = segment->sequence + segment->payload - stream->next;
    if (captured.length < segment->payload && missing <= segment->payload &&
        tls_stream_skip(stream, missing, &record))
        note_record(pinfo, flow, from_client, &record, segment->sequence);
}

void
leg_note_tls(const packet_info *pinfo, expressway_flow *flow, bool from_client, const tcp_segment *segment)
{
    tls_stream *stream = &legs_of(flow)->tls[flow_end_of(from_client)];

    /* SIP that can be read marks the connection too, and mostly it is not in TLS. */
    if (!stream->is_begun && flow->sip.is_in_clear)
        return;
    give_head(stream);
    note_records(pinfo, flow, from_client, segment, stream);
    take_head(stream);
}

void
leg_note_message(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                 const sip_message *message)
{
    text_view call_id = message->first[SIP_CALL_ID];
    text_view sequence = message->first[SIP_CSEQ];
    text_view branch = message->via_parameters.branch;
    guint64 hash;

    if (text_view_is_empty(call_id) || text_view_is_empty(sequence) || !message->has_via ||
        text_view_is_empty(branch))
        return;
    hash = hash64_mix(hash64_of(call_id), hash64_of(branch));
    hash = hash64_mix(hash, hash64_of(sequence));
    hash = hash64_mix(hash, (guint64)message->status << 1 | message->is_request);
    note(pinfo, flow, from_client, PAIRED_BY_MESSAGE, hash, 0);
}

void
leg_note_segment(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                 const tcp_segment *segment)
{
    if (capture_points_note(&legs_of(flow)->points, pinfo, frame_nanoseconds(pinfo), from_client, segment))
        generation_raise();
}
