/* encrypted.h
 * Traversal flows of which nothing can be read. A wrong Route shows all the same: each SERVICE that arrives
 * is a burst of data from the server, and right after it the client tries, in vain, to connect to one and the
 * same address that is no service, and then answers. Twice the same is a pattern: "consistent with", never
 * proof.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_ENCRYPTED_H
#define EXPRESSWAY_ENCRYPTED_H

#include "flow.h"
#include "tcp-segment.h"

/* A SERVICE with its certificate has at least so many bytes; keep-alives and their answers have fewer. */
#define BURST_BYTES 800U
/* The SYN follows the burst within so many milliseconds: C tries at once. */
#define BURST_TO_SYN_MS 500
/* Segments further apart belong to different bursts. */
#define BURST_GAP_MS 200
/* Addresses that a client is seen to try; one that tries more scans, or has lost its network. */
#define TARGET_ROOM 64
/* Addresses that a client is seen to try after bursts of one flow, beyond which it is a scan. */
#define FLOW_TARGETS 4
/* SYN frames of a target that are kept as evidence. */
#define TARGET_EVIDENCE 8
/* On a host other than the server's, lower ports may be a service that is not in our list. */
#define LOWEST_PORT_ELSEWHERE 10000U

/* What a client tries in vain to reach. In file scope. */
typedef struct silent_target {
    endpoint where;
    expressway_flow *flow; /* after whose bursts */
    guint32 pending;       /* a SYN after a burst that the client's data has not followed yet, or 0 */
    guint32 times;         /* bursts followed by a SYN, then by data of the client */
    guint32 strays;        /* SYNs without a burst before them, or after another flow's */
    bool has_answered;     /* anybody, once, with SYN-ACK */
    bool host_talks;       /* its host had exchanged data with the client before it was watched */
    guint32 syns[TARGET_EVIDENCE];
    guint32 established_frame;        /* in which the pattern was complete, or 0 */
    struct silent_target *next_there; /* of another client, for the same address */
} silent_target;

/* Called once. */
void encrypted_register(void);

/* Whether there are flows whose clients are to be watched. */
bool encrypted_is_watching(void);

/* The client of a flow that has become known is watched from now on. */
void encrypted_watch(const expressway_flow *flow);

/* Whether what the client does may tell of the flow: nothing that could be read decides. A log may have
 * messages of a connection whose packets nobody can read; without a claim in them, they leave everything
 * open. */
bool encrypted_may_tell(const expressway_flow *flow);

/* payload bytes were sent on a traversal flow, in that segment; NULL where it cannot be read. */
void encrypted_note_data(packet_info *pinfo, expressway_flow *flow, bool from_client, guint32 payload,
                         const tcp_segment *segment);

/* A TCP segment of any connection. */
void encrypted_note_segment(packet_info *pinfo, endpoint source, endpoint destination,
                            const tcp_segment *segment);

/* Whether datagrams matter: a host that sends C any is not silent. */
bool encrypted_wants_datagrams(void);

/* A UDP packet. */
void encrypted_note_datagram(endpoint source, endpoint destination);

/* The pattern that tells of the flow, with what it is consistent with; NULL where there is none. */
const silent_target *encrypted_judge(const expressway_flow *flow, verdict *value);

#endif
