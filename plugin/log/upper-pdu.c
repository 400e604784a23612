/* upper-pdu.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "upper-pdu.h"

#include <string.h>

#include <wsutil/exported_pdu_tlvs.h>

/* The name of the dissector, padded like all values to a multiple of four bytes. */
static const char dissector_name[16] = "expressway.log";

/* Writes a tag at that place. Returns the place behind it. */
static inline uint8_t *
put_tag(uint8_t *at, unsigned tag, const void *value, size_t length)
{
    at[0] = (uint8_t)(tag >> 8);
    at[1] = (uint8_t)tag;
    at[2] = 0;
    at[3] = (uint8_t)length;
    memcpy(at + 4, value, length);
    return at + 4 + length;
}

static inline uint8_t *
put_number(uint8_t *at, unsigned tag, uint16_t number)
{
    uint8_t bytes[4] = {0, 0, (uint8_t)(number >> 8), (uint8_t)number};

    return put_tag(at, tag, bytes, sizeof bytes);
}

static inline uint8_t *
put_host(uint8_t *at, unsigned ipv4_tag, unsigned ipv6_tag, const host_address *host)
{
    if (host->family == HOST_IPV4)
        return put_tag(at, ipv4_tag, host->bytes, 4);
    if (host->family == HOST_IPV6)
        return put_tag(at, ipv6_tag, host->bytes, 16);
    return at;
}

/* Writes the tags, at most UPPER_PDU_LONGEST_TAGS bytes. Returns the place behind them. */
static uint8_t *
put_tags(uint8_t *at, const endpoint *source, const endpoint *destination)
{
    at = put_tag(at, EXP_PDU_TAG_DISSECTOR_NAME, dissector_name, sizeof dissector_name);
    at = put_host(at, EXP_PDU_TAG_IPV4_SRC, EXP_PDU_TAG_IPV6_SRC, &source->host);
    at = put_host(at, EXP_PDU_TAG_IPV4_DST, EXP_PDU_TAG_IPV6_DST, &destination->host);
    if (source->port != 0 || destination->port != 0)
        at = put_number(at, EXP_PDU_TAG_PORT_TYPE, EXP_PDU_PT_TCP);
    if (source->port != 0)
        at = put_number(at, EXP_PDU_TAG_SRC_PORT, source->port);
    if (destination->port != 0)
        at = put_number(at, EXP_PDU_TAG_DST_PORT, destination->port);
    return put_tag(at, EXP_PDU_TAG_END_OF_OPT, "", 0);
}

void
upper_pdu_write(Buffer *buffer, const endpoint *source, const endpoint *destination, text_view record)
{
    uint8_t *begin;
    uint8_t *at;

    ws_buffer_clean(buffer);
    ws_buffer_assure_space(buffer, UPPER_PDU_LONGEST_TAGS + record.length);
    begin = ws_buffer_end_ptr(buffer);
    at = put_tags(begin, source, destination);
    memcpy(at, record.data, record.length);
    ws_buffer_increase_length(buffer, (size_t)(at - begin) + record.length);
}
