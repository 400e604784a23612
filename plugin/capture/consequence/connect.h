/* connect.h
 * Attempts of Expressway-C to connect to an address that it does not recognise as its own: each SYN to the
 * address in a SERVICE's Route, and its outcome.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONNECT_H
#define EXPRESSWAY_CONNECT_H

#include "../flow.h"

struct expressway_service;

/* Values are those of the field. */
typedef enum {
    CONNECT_UNANSWERED = 0,
    CONNECT_REFUSED = 1,
    CONNECT_ESTABLISHED = 2,
    CONNECT_UNREACHABLE = 3
} connect_outcome;

/* Within so many seconds a log's entry and a SYN between the same ends are one attempt. */
#define CONNECT_LOG_SECONDS 10

/* Where only a log has the SERVICE, a SYN that comes later than this was not caused by it. */
#define CONNECT_SERVICE_SECONDS 60

/* Attempts kept for a flow; the oldest go first, and the report says how many. */
#define FLOW_CONNECT_ROOM 4096

/* One attempt, with all its retransmitted SYNs. In file scope. */
typedef struct connect_attempt {
    expressway_flow *flow;
    struct expressway_service *service; /* whose Route names the destination; NULL where none can be read */
    bool is_in_vain; /* after a burst of a flow of which no claim was read, or to such an address */
    endpoint source;
    endpoint destination;
    guint32 syn_frame;
    nstime_t syn_time;
    void *key;         /* of connect.c's table */
    guint32 sequence;  /* of the SYN: tells a retransmission from a new attempt */
    bool is_from_log;  /* no SYN has been seen: syn_frame is the log's entry */
    guint32 log_frame; /* entries of a diagnostic log that tell of it too, or 0 */
    guint32 log_answer_frame;
    connect_outcome outcome;
    guint32 outcome_frame; /* that answers it, or 0 */
} connect_attempt;

/* Called once. */
void connect_register(void);

/* From now on, SYNs from the client of the service's flow to its apparent address are attempts. */
void connect_expect(struct expressway_service *service);

/* Whether that address is an apparent one of a SERVICE to that host. */
bool connect_expects(host_address from, endpoint to);

/* Whether any SYN or answer matters yet. Until then, no frame is examined. */
bool connect_is_watching(void);

/* A SYN from source to destination with that initial sequence number. It becomes an attempt if a SERVICE
 * has named its destination. Returns NULL if it is not an attempt, or is a retransmission. Also NULL if
 * the SERVICE is known from a log only, whose clock may be wrong, and the SYN comes long after it or has
 * another reason: a burst of a captured connection. */
connect_attempt *connect_note_syn(const packet_info *pinfo, endpoint source, endpoint destination,
                                  guint32 sequence, bool has_other_reason);

/* Adds a SYN of an encrypted flow's client as an attempt. NULL if it is a retransmission. */
connect_attempt *connect_add(const packet_info *pinfo, expressway_flow *flow, endpoint source,
                             endpoint destination, guint32 sequence);

/* A TCP frame with RST or SYN-ACK (established): sets the outcome of its attempt. NULL if it does not
 * answer an attempt. */
connect_attempt *connect_note_answer(const packet_info *pinfo, endpoint source, endpoint destination,
                                     bool established);

/* An entry of a diagnostic log: the Expressway tries to connect. It becomes an attempt if a SERVICE has
 * named its destination and its SYN has not been seen. */
void connect_note_log_attempt(const packet_info *pinfo, endpoint source, endpoint destination);

/* Another entry: the outcome. */
void connect_note_log_outcome(const packet_info *pinfo, endpoint source, endpoint destination,
                              connect_outcome outcome);

/* An ICMP error that quotes a packet from source to destination. */
void connect_note_unreachable(const packet_info *pinfo, endpoint source, endpoint destination);

/* The attempt that begins in that frame, or is answered in it; NULL if there is none. */
const connect_attempt *connect_of_syn(guint32 frame);
const connect_attempt *connect_of_answer(guint32 frame);

/* "refused". Static text. */
const char *connect_outcome_name(connect_outcome outcome);

#endif
