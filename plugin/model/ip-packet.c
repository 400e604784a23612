/* ip-packet.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ip-packet.h"

#define IPV4_HEADER_LENGTH 20U
#define IPV4_FRAGMENT 0x3fffU /* more fragments, and the offset */
#define IPV4_OFFSET 0x1fffU
#define IPV6_HEADER_LENGTH 40U
#define IPV6_OFFSET 0xfff8U
#define IPV6_FRAGMENT (IPV6_OFFSET | 1U)

/* Protocol numbers of extension headers. */
#define HOP_BY_HOP 0U
#define ROUTING 43U
#define FRAGMENT 44U
#define AUTHENTICATION 51U
#define DESTINATION_OPTIONS 60U
#define MOBILITY 135U
#define HOST_IDENTITY 139U
#define SHIM6 140U
#define EXTENSION_SHORTEST 8U

static uint16_t
number_at(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* Length of the extension header; 0 where the protocol is not an extension header. */
static size_t
extension_length(uint8_t protocol, uint8_t said)
{
    switch (protocol) {
    case HOP_BY_HOP:
    case ROUTING:
    case DESTINATION_OPTIONS:
    case MOBILITY:
    case HOST_IDENTITY:
    case SHIM6:
        return ((size_t)said + 1) * 8;
    case FRAGMENT:
        return EXTENSION_SHORTEST;
    case AUTHENTICATION:
        return ((size_t)said + 2) * 4;
    default:
        return 0;
    }
}

/* Skips one extension header. False where it is not complete; *stepped tells whether there was one. */
static bool
step(const uint8_t *bytes, size_t length, ip_content *content, bool *stepped)
{
    size_t available = length - content->start;
    size_t extension;

    *stepped = false;
    if (extension_length(content->protocol, 0) == 0)
        return true;
    if (available < EXTENSION_SHORTEST)
        return false;
    extension = extension_length(content->protocol, bytes[content->start + 1]);
    if (extension > available)
        return false;
    content->protocol = bytes[content->start];
    content->start += extension;
    *stepped = true;
    return true;
}

/* Notes what an extension header says about the packet. */
static void
note_extension(const uint8_t *extension, uint8_t protocol, ip_packet *packet)
{
    if (protocol == ROUTING)
        packet->is_routed_by_source |= extension[3] > 0; /* segments left */
    else if (protocol == FRAGMENT) {
        packet->is_fragment |= (number_at(extension + 2) & IPV6_FRAGMENT) != 0;
        packet->is_later_fragment |= (number_at(extension + 2) & IPV6_OFFSET) != 0;
        packet->whole_protocol = extension[0];
    }
}

/* packet may be NULL. In a later fragment nothing can be skipped: its content is the middle of something. */
static bool
skip_extensions(const uint8_t *bytes, size_t length, ip_content *content, ip_packet *packet)
{
    bool stepped = true;

    for (unsigned i = 0; stepped && i <= IP_EXTENSIONS_MOST; i++) {
        ip_content before = *content;

        if (packet != NULL && packet->is_later_fragment)
            return true;
        if (!step(bytes, length, content, &stepped))
            return false;
        if (stepped && packet != NULL)
            note_extension(bytes + before.start, before.protocol, packet);
    }
    return !stepped;
}

bool
ip_content_skip_extensions(const uint8_t *bytes, size_t length, ip_content *content)
{
    return content->start <= length && skip_extensions(bytes, length, content, NULL);
}

static bool
read_ipv4(const uint8_t *bytes, size_t length, ip_packet *packet)
{
    size_t header = (size_t)(bytes[0] & 0x0f) * 4;
    size_t end = number_at(bytes + 2);
    uint16_t fragment = number_at(bytes + 6);

    if (header < IPV4_HEADER_LENGTH || header > length)
        return false;
    *packet = (ip_packet){.version = 4,
                          .hops = bytes[8],
                          .source = bytes + 12,
                          .destination = bytes + 16,
                          .is_routed_by_source = header > IPV4_HEADER_LENGTH, /* by an option */
                          .is_fragment = (fragment & IPV4_FRAGMENT) != 0,
                          .is_later_fragment = (fragment & IPV4_OFFSET) != 0,
                          .whole_protocol = bytes[9],
                          .content = {bytes[9], header},
                          .end = end > header ? end : 0};
    return true;
}

static bool
read_ipv6(const uint8_t *bytes, size_t length, ip_packet *packet)
{
    size_t carried;

    if (length < IPV6_HEADER_LENGTH)
        return false;
    carried = number_at(bytes + 4);
    *packet = (ip_packet){.version = 6,
                          .hops = bytes[7],
                          .source = bytes + 8,
                          .destination = bytes + 24,
                          .whole_protocol = bytes[6],
                          .content = {bytes[6], IPV6_HEADER_LENGTH},
                          .end = carried > 0 ? IPV6_HEADER_LENGTH + carried : 0};
    return true;
}

bool
ip_packet_read(const uint8_t *bytes, size_t length, ip_packet *packet)
{
    bool is_read = false;

    *packet = (ip_packet){.version = 0};
    if (length < IPV4_HEADER_LENGTH)
        return false;
    if (bytes[0] >> 4 == 4)
        is_read = read_ipv4(bytes, length, packet);
    else if (bytes[0] >> 4 == 6)
        is_read = read_ipv6(bytes, length, packet);
    return is_read && skip_extensions(bytes, length, &packet->content, packet);
}
