/* upper-pdu.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "upper-pdu.h"

#include <string.h>

#include <wsutil/exported_pdu_tlvs.h>

typedef struct {
    uint8_t bytes[UPPER_PDU_LONGEST_TAGS];
    size_t length;
} tag_list;

/* The name of the dissector, padded like all values to a multiple of four bytes. */
static const char dissector_name[16] = "expressway.log";

static void
put_tag(tag_list *tags, unsigned tag, const void *value, size_t length)
{
    uint8_t *at = tags->bytes + tags->length;

    at[0] = (uint8_t)(tag >> 8);
    at[1] = (uint8_t)tag;
    at[2] = 0;
    at[3] = (uint8_t)length;
    memcpy(at + 4, value, length);
    tags->length += 4 + length;
}

static void
put_number(tag_list *tags, unsigned tag, uint16_t number)
{
    uint8_t bytes[4] = {0, 0, (uint8_t)(number >> 8), (uint8_t)number};

    put_tag(tags, tag, bytes, sizeof bytes);
}

static void
put_host(tag_list *tags, unsigned ipv4_tag, unsigned ipv6_tag, host_address host)
{
    if (host.family == HOST_IPV4)
        put_tag(tags, ipv4_tag, host.bytes, 4);
    else if (host.family == HOST_IPV6)
        put_tag(tags, ipv6_tag, host.bytes, 16);
}

void
upper_pdu_write(Buffer *buffer, endpoint source, endpoint destination, text_view record)
{
    tag_list tags = {.length = 0};

    put_tag(&tags, EXP_PDU_TAG_DISSECTOR_NAME, dissector_name, sizeof dissector_name);
    put_host(&tags, EXP_PDU_TAG_IPV4_SRC, EXP_PDU_TAG_IPV6_SRC, source.host);
    put_host(&tags, EXP_PDU_TAG_IPV4_DST, EXP_PDU_TAG_IPV6_DST, destination.host);
    if (source.port != 0 || destination.port != 0)
        put_number(&tags, EXP_PDU_TAG_PORT_TYPE, EXP_PDU_PT_TCP);
    if (source.port != 0)
        put_number(&tags, EXP_PDU_TAG_SRC_PORT, source.port);
    if (destination.port != 0)
        put_number(&tags, EXP_PDU_TAG_DST_PORT, destination.port);
    put_tag(&tags, EXP_PDU_TAG_END_OF_OPT, "", 0);

    ws_buffer_clean(buffer);
    ws_buffer_assure_space(buffer, tags.length + record.length);
    memcpy(ws_buffer_end_ptr(buffer), tags.bytes, tags.length);
    ws_buffer_increase_length(buffer, tags.length);
    memcpy(ws_buffer_end_ptr(buffer), record.data, record.length);
    ws_buffer_increase_length(buffer, record.length);
}
