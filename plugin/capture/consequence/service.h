/* service.h
 * SERVICE requests that Expressway-E sends to Expressway-C, and the responses to them.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SERVICE_H
#define EXPRESSWAY_SERVICE_H

#include "../flow.h"

#include "../../model/sip/service-body.h"

struct connect_attempt;

/* What a SERVICE's body asks for; copies in file scope, NULL if absent. */
typedef struct {
    const char *elements[SERVICE_ELEMENTS];
} service_call;

/* One SERVICE with an apparent Route. In file scope. */
typedef struct expressway_service {
    expressway_flow *flow;
    guint64 key;       /* among the flow's open services; 0 where the request names no transaction */
    flow_claim *claim; /* of its first Route; NULL where that cannot be read */
    guint32 request_frame;
    nstime_t request_time;
    guint32 response_frame; /* of the final response, or 0 */
    nstime_t response_time;
    guint32 status;           /* of the final response, or 0 */
    guint32 register_frame;   /* the phone's REGISTER that caused it, or 0 */
    guint64 credentials;      /* hash of the digest in its body, or 0 */
    guint64 register_call_id; /* hash of that REGISTER's Call-ID, or 0 */
    guint32 forwarded_frame;  /* that REGISTER on its way to C, or 0 */
    nstime_t forwarded_time;
    guint64 forwarded_call_id; /* hash */
    guint32 forwarded_answer;  /* frame of C's latest final response to it, or 0 */
    guint32 forwarded_status;
    nstime_t forwarded_answer_time;
    const char *user;         /* in its body; NULL where there is none */
    const service_call *call; /* of a body that broke off at first; NULL: the message has it all */
    bool has_call;            /* there is a methodCall */
    bool call_has_end;
    wmem_list_t *connects; /* struct connect_attempt *, or NULL */
} expressway_service;

/* What a request adds to what was known of its SERVICE. */
typedef enum {
    SERVICE_IS_NEW,
    SERVICE_IS_READ_AGAIN, /* retransmitted, and its body has not been read to its end before */
    SERVICE_IS_REPEATED    /* retransmitted */
} service_news;

/* Notes a SERVICE from server to client. For a retransmission, returns the service that exists already;
 * *news says which it is. The caller looks for the REGISTER that caused it, and for the client's attempts
 * to connect. */
expressway_service *service_note_request(expressway_flow *flow, flow_claim *claim, const sip_message *message,
                                         const packet_info *pinfo, service_news *news);

/* Notes a response from client to server. NULL where it answers no SERVICE that was seen. Joined by Call-ID,
 * CSeq and branch of the top Via (RFC 3261 section 17.1.3); provisional responses change nothing. */
expressway_service *service_note_response(expressway_flow *flow, const sip_message *message,
                                          const packet_info *pinfo);

/* The client answers 408 to a SERVICE that could not be read, because E's direction cannot. */
void service_note_lone_timeout(expressway_flow *flow, guint32 frame);

/* Whether message is a SERVICE request, or a response to one. */
bool service_is_method_of(const sip_message *message);

#endif
