/* sip-place.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-place.h"

#include "captured-bytes.h"
#include "frame.h"
#include "tcp-segment.h"

#include "../../model/sip/sip-message.h"

#include <epan/proto_data.h>

#include <string.h>

/* Of an exported PDU, tags of at most so many bytes are passed over. */
#define TAGS_LONGEST 4096

static int proto_of_packet = -1;

void
sip_place_register(int proto)
{
    proto_of_packet = proto;
}

static void
add(packet_info *pinfo, wmem_array_t **places, text_view bytes)
{
    if (*places == NULL)
        *places = wmem_array_sized_new(pinfo->pool, sizeof(text_view), 2);
    wmem_array_append_one(*places, bytes);
}

static wmem_array_t *
noted_in(packet_info *pinfo)
{
    return (wmem_array_t *)p_get_proto_data(pinfo->pool, pinfo, proto_of_packet, 0);
}

void
sip_place_begin(packet_info *pinfo, tvbuff_t *tvb, gint start)
{
    wmem_array_t *known = pinfo->fd->visited ? NULL : noted_in(pinfo);
    wmem_array_t *places = known;

    if (pinfo->fd->visited)
        return;
    add(pinfo, &places, captured_bytes(tvb, start));
    if (places != known)
        p_add_proto_data(pinfo->pool, pinfo, proto_of_packet, 0, places);
}

void
sip_place_end(packet_info *pinfo, gint start, gint end)
{
    wmem_array_t *places = pinfo->fd->visited ? NULL : noted_in(pinfo);
    text_view *last;

    if (places == NULL)
        return;
    last = (text_view *)wmem_array_index(places, wmem_array_get_count(places) - 1);
    *last = text_view_first(*last, end > start ? (size_t)(end - start) : 0);
}

/* Whether the message ends within the bytes that it was read from. */
static bool
is_whole(const sip_message *message, text_view bytes)
{
    text_view length = sip_first_value(message, SIP_CONTENT_LENGTH);
    guint32 number;

    if (text_view_to_number(length, G_MAXUINT32, &number))
        return message->body.length == number;
    return text_view_find_text(bytes, TEXT_VIEW("\r\n\r\n")) < bytes.length;
}

/* What of bytes is messages, without keep-alives before them. One that goes on in the next segment is
 * dissected with that; one of which the rest was not captured is dissected now. */
static text_view
messages_in(const packet_info *pinfo, text_view bytes)
{
    bool is_cut = pinfo->fd->cap_len < pinfo->fd->pkt_len;
    text_view first = sip_skip_keep_alives(bytes);
    text_view rest = first;
    sip_message message;

    if (sip_start_probe(first) != SIP_START_YES)
        return text_view_first(bytes, 0);
    while (sip_message_parse(rest, &message) && (is_cut || is_whole(&message, rest)))
        rest = sip_skip_keep_alives(text_view_from(rest, message.length));
    return text_view_first(first, first.length - rest.length);
}

/* Exported PDUs have tags before their data: a type and a length of two bytes each, the last of type 0. */
static text_view
behind_tags(text_view bytes)
{
    size_t at = 0;

    while (at + 4 <= bytes.length && at < TAGS_LONGEST) {
        const guint8 *tag = (const guint8 *)bytes.data + at;
        size_t length = (size_t)tag[2] << 8 | tag[3];

        at += 4 + length;
        if (tag[0] == 0 && tag[1] == 0)
            return text_view_from(bytes, at);
    }
    return text_view_first(bytes, 0);
}

/* Behind the rest of a message that began in segments before: the reassembled data ends with that rest. */
static text_view
behind_rest(text_view payload, text_view reassembled)
{
    for (size_t at = 1; at < payload.length && at < reassembled.length; at++) {
        if (payload.data[at - 1] == '\n' && sip_start_probe(text_view_from(payload, at)) == SIP_START_YES &&
            memcmp(payload.data, reassembled.data + reassembled.length - at, at) == 0)
            return text_view_from(payload, at);
    }
    return text_view_first(payload, 0);
}

static text_view
payload_of(packet_info *pinfo, tvbuff_t *tvb)
{
    tcp_segment segment;

    if (pinfo->rec->rec_type == REC_TYPE_PACKET &&
        pinfo->rec->rec_header.packet_header.pkt_encap == WTAP_ENCAP_WIRESHARK_UPPER_PDU)
        return behind_tags(captured_bytes(tvb, 0));
    if (!tcp_segment_read(pinfo, tvb, &segment) || segment.payload == 0)
        return text_view_of("", 0);
    return text_view_first(captured_bytes(segment.tvb, segment.data_start), segment.payload);
}

static wmem_array_t *
guess(packet_info *pinfo, tvbuff_t *tvb)
{
    const GSList *source = pinfo->data_src != NULL ? pinfo->data_src->next : NULL;
    text_view payload = payload_of(pinfo, tvb);
    text_view rest = text_view_first(payload, 0);
    wmem_array_t *places = NULL;

    add(pinfo, &places, messages_in(pinfo, payload));
    for (; source != NULL; source = source->next) {
        text_view bytes = captured_bytes(get_data_source_tvb((const struct data_source *)source->data), 0);

        add(pinfo, &places, messages_in(pinfo, bytes));
        if (text_view_is_empty(rest))
            rest = behind_rest(payload, bytes);
    }
    add(pinfo, &places, messages_in(pinfo, rest));
    return places;
}

wmem_array_t *
sip_place_of_frame(packet_info *pinfo, tvbuff_t *tvb, bool *is_guessed)
{
    wmem_array_t *noted;

    *is_guessed = false;
    noted = noted_in(pinfo);
    if (noted != NULL)
        return noted;
    *is_guessed = true;
    return guess(pinfo, tvb);
}
