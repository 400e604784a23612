/* tcp-segment.h
 * What a TCP header says that matters here.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TCP_SEGMENT_H
#define EXPRESSWAY_TCP_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool is_syn;    /* opens a connection */
    bool is_answer; /* accepts one */
    bool is_reset;
    uint32_t sequence; /* as sent */
    uint32_t payload;  /* bytes; 0 also where they can only be padding */
    uint8_t hops;      /* left to go: time to live, or hop limit; 0 where the IP header is not at hand */
} tcp_segment;

#endif
