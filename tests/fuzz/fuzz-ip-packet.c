/* fuzz-ip-packet.c
 * Any bytes as an IP packet: everything that is read lies within them, and the walk ends.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ip-packet.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ip_content content = {.protocol = size > 0 ? data[size - 1] : 0, .start = 0};
    ip_packet packet;

    if (ip_packet_read(data, size, &packet)) {
        size_t length = packet.version == 6 ? 16 : 4;

        REQUIRE(packet.version == 4 || packet.version == 6);
        REQUIRE(packet.source >= data && packet.source + length == packet.destination);
        REQUIRE(packet.destination + length <= data + packet.content.start);
        REQUIRE(packet.content.start <= size);
        REQUIRE(packet.is_fragment || !packet.is_later_fragment);
    }
    if (ip_content_skip_extensions(data, size, &content))
        REQUIRE(content.start <= size);
    return 0;
}
