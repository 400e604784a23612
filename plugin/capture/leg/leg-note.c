/* leg-note.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "leg-note.h"

#include "../frame/captured-bytes.h"
#include "../frame/frame.h"
#include "../generation.h"
#include "leg-match.h"

#include "../../model/hash64.h"
#include "../../model/sip/sip-uri.h"
#include "../../model/tls/tls-record.h"

static struct flow_legs *
legs_of(expressway_flow *flow)
{
    if (flow->legs == NULL)
        flow->legs = wmem_new0(wmem_file_scope(), struct flow_legs);
    return flow->legs;
}

static void
note(const packet_info *pinfo, expressway_flow *flow, bool from_client, leg_pairing kind, guint64 hash,
     guint32 sequence)
{
    struct flow_legs *legs = legs_of(flow);
    const fingerprint mine = {.hash = hash,
                              .flow = flow->number,
                              .time = frame_nanoseconds(pinfo),
                              .frame = pinfo->num,
                              .sequence = sequence,
                              .kind = (guint8)kind,
                              .from_client = from_client};
    const fingerprint *theirs;
    bool repeated;

    if (legs->connection != NULL && legs->connection->count > 1) {
        if (legs->noted_when_paired == FINGERPRINTS_OF_PAIRED)
            return;
        legs->noted_when_paired++;
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

void
leg_note_tls(const packet_info *pinfo, expressway_flow *flow, bool from_client, const tcp_segment *segment)
{
    tls_stream *stream = &legs_of(flow)->tls[flow_end_of(from_client)];
    text_view captured;
    text_view bytes;
    tls_record record;
    guint32 missing;

    /* SIP that can be read marks the connection too, and mostly it is not in TLS. */
    if (!stream->is_begun && flow->sip.is_in_clear)
        return;
    captured = text_view_first(captured_bytes(segment->tvb, segment->data_start), segment->payload);
    bytes = tls_stream_begin(stream, segment->sequence, captured);

    while (tls_stream_next(stream, &bytes, &record))
        note_record(pinfo, flow, from_client, &record, segment->sequence);
    missing = segment->sequence + segment->payload - stream->next;
    if (captured.length < segment->payload && missing <= segment->payload &&
        tls_stream_skip(stream, missing, &record))
        note_record(pinfo, flow, from_client, &record, segment->sequence);
}

void
leg_note_message(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                 const sip_message *message)
{
    text_view call_id = message->first[SIP_CALL_ID];
    text_view sequence = text_view_trim(message->first[SIP_CSEQ]);
    guint64 hash;
    text_view branch;
    sip_via via;

    if (text_view_is_empty(call_id) || text_view_is_empty(sequence) ||
        !sip_via_parse(sip_first_value(message, SIP_VIA), &via) ||
        !sip_parameter_find(via.parameters, TEXT_VIEW("branch"), &branch) || text_view_is_empty(branch))
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
