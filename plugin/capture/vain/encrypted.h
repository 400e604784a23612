/* encrypted.h
 * Traversal flows of which no claim can be read. A wrong Route still leaves a trace: each SERVICE is a
 * burst of data from the server. Right after it, the client tries in vain to connect to an address where no
 * service is, and then answers. If this is not chance, it is a pattern: "consistent with" a wrong Route,
 * never proof.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_ENCRYPTED_H
#define EXPRESSWAY_ENCRYPTED_H

#include "vain.h"

/* Attempts on one connection, else connections with one attempt each, that make a pattern. */
#define PATTERN_ATTEMPTS 2
#define PATTERN_CONNECTIONS 3

/* What a client's attempts show about a flow. */
typedef struct encrypted_pattern {
    const vain_match *match; /* NULL: nothing */
    guint32 connections;     /* of the series that makes it a pattern; 0: the one connection does */
    verdict verdict; /* undetermined if a stale registration at another host explains it just as well */
} encrypted_pattern;

/* Called once. */
void encrypted_register(void);

/* Whether there are flows whose clients are to be watched. */
bool encrypted_is_watching(void);

/* The client of a flow that has become known is watched from now on. */
void encrypted_watch(const expressway_flow *flow);

/* payload bytes were sent on a traversal flow, in that segment; NULL where it cannot be read. */
void encrypted_note_data(packet_info *pinfo, expressway_flow *flow, bool from_client, guint32 payload,
                         const tcp_segment *segment);

/* A message of the flow's server was read from its packets: the data that carried it is not an encrypted
 * SERVICE. */
void encrypted_note_message(expressway_flow *flow);

/* A TCP segment of any connection. */
void encrypted_note_segment(packet_info *pinfo, endpoint source, endpoint destination,
                            const tcp_segment *segment);

/* Whether a SYN of that client now would come right after a burst of such a flow. */
bool encrypted_precedes(host_address client, const packet_info *pinfo);

/* Whether datagrams matter: a host that sends C datagrams is not silent. */
bool encrypted_wants_datagrams(void);

/* A UDP packet. */
void encrypted_note_datagram(endpoint source, endpoint destination);

/* The pattern that the flow shows. */
encrypted_pattern encrypted_judge(const expressway_flow *flow);

#endif
