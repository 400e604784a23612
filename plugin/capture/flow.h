/* flow.h
 * Traversal flows of the current capture: who is client and server, what each has said, what is claimed
 * about the client's address, and the result. State lives in file scope. It is learnt on the first pass and
 * only read on later ones.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_H
#define EXPRESSWAY_FLOW_H

#include "../ws-compat.h"

#include "../model/text-view.h"
#include "../model/verdict.h"
#include "flow-index.h"
#include "flow-vantage.h"

/* Distinct addresses that are kept for a flow. Translation cannot change within a connection, so there is
 * one; only an error or an attack makes more. Further ones are judged on their own frame and counted. */
#define FLOW_CLAIM_ROOM 32

/* SIP messages that are remembered of a connection on another port, until it proves to be a traversal
 * flow. */
#define FLOW_RECORDS_IN_ADVANCE 64

/* SERVICE requests kept for a flow for the report and to find their responses; the oldest go first. */
#define FLOW_SERVICE_ROOM 4096

/* A claim's judgement, kept until the evidence changes: judgement.h. */
typedef struct {
    verdict_answer answer;
    guint32 generation; /* in which it was made; 0 before that */
} flow_judged;

/* One address that E takes for C's, in one or more messages. */
typedef struct {
    endpoint address;       /* host is HOST_NONE if the message has a name instead */
    const char *text;       /* "64.100.0.10:4401", or the name */
    guint32 route_frame;    /* first SERVICE with it, or 0 */
    guint32 received_frame; /* first response with it, or 0 */
    guint32 first_frame;
    nstime_t first_time;
    guint32 last_frame;
    guint32 accepted_frame;  /* the 200 that answers such a SERVICE, or 0 */
    guint32 timed_out_frame; /* the 408, or 0 */
    guint32 tried_frame;     /* C's first attempt to connect there, or 0 */
    guint32 not_us_frame;    /* in which Expressway-C's log says that the address is not its own, or 0 */
    bool is_of_leg;          /* no message says it; the connection's two legs show it */
    flow_judged *judged;     /* NULL if it is of a leg */
} flow_claim;

struct expressway_service;
struct flow_legs;
struct flow_bursts;
struct flow_vain;
struct vain_match;

typedef struct {
    verdict verdict;
    confidence confidence;
    const flow_claim *decided_by;  /* NULL if no claim decides */
    const struct vain_match *vain; /* what C tries in vain, where no claim decides; or NULL */
    guint32 vain_connections;      /* of the series that makes it a pattern, or 0 */
    bool by_configuration;         /* decided by the addresses in the preferences alone */
    bool by_legs;                  /* both sides of the connection were captured, and are judged */
    const flow_claim *conflict[2]; /* two proven claims that contradict each other, or NULL */
} flow_summary;

/* When a flow was seen, and whether it has ended. With these, entries of a log are assigned to flows
 * (same-ends.h). Milliseconds, as in a log. */
typedef struct {
    gint64 first; /* if has_time */
    gint64 last;
    gint64 ended;                  /* if has_ended */
    gint64 over;                   /* if is_over */
    struct expressway_flow *older; /* the one before it between the same ends, or NULL */
    bool has_time;
    bool has_ended;        /* with FIN or RST, or a log says so */
    bool is_over;          /* another connection between the same ends has begun */
    bool has_conversation; /* otherwise it is known from a log, or from exported PDUs */
} flow_span;

/* What its SIP has shown. */
typedef struct {
    bool is_seen;
    bool is_in_clear;   /* it was read from packets, not from a log */
    bool is_expressway; /* it has marks of an Expressway */
    guint8 records_in_advance;
    guint32 marked_frame;     /* the first frame with marks, or 0 */
    wmem_array_t *remarkable; /* struct sip_record *: sip_record_remark; NULL while there are none */
    guint32 remarkable_not_kept;
} flow_sip;

/* What its messages say, and whose logs have them. */
typedef struct {
    host_set *client_word;   /* the hosts that C names as its own; NULL while none is known */
    const char *client_name; /* name of the host, from a log or an interface; NULL while not known */
    const char *server_name;
    bool is_in_client_log; /* a diagnostic log of Expressway-C has messages of it */
    bool is_in_server_log; /* a log of Expressway-E has */
    bool is_refused;       /* it has ended with its TLS handshake: no SIP can come */
    bool is_working;       /* log-works.h knows it */
    bool is_of_link;       /* its hosts are known as a link: host-link.h */
} flow_said;

/* What the names of the interfaces say about the side. */
typedef struct {
    guint8 vantage;  /* flow_vantage */
    bool contradict; /* they name both sides */
} flow_interfaces;

typedef struct {
    wmem_array_t *list; /* flow_claim *, the latest at the end; NULL while there are none */
    guint32 not_kept;
} flow_claims;

typedef struct {
    wmem_list_t *list; /* struct expressway_service *, oldest first; NULL while there are none */
    wmem_map_t *open;  /* the same by transaction */
    guint32 not_kept;
    guint32 failed_not_kept; /* so many of these had failed */
    guint32 lone_timeouts;   /* 408s of C to SERVICE requests that could not be read */
    guint32 lone_timeout_frame;
} flow_services;

typedef struct {
    wmem_list_t *list; /* struct connect_attempt *, oldest first; NULL while there are none */
    guint32 not_kept;
} flow_connects;

/* What is known only of a flow whose messages are read, or whose client tries to connect. */
typedef struct {
    flow_claims claims;
    flow_connects connects;
    host_set *expressway_e;     /* E's own addresses; NULL while none is known */
    host_address dialled;       /* literal host of C's OPTIONS */
    const char *version;        /* of the product, or NULL */
    const char *zone;           /* name of the traversal zone, or NULL */
    struct flow_checks *checks; /* whether the link works; NULL while nothing of that was read */
} flow_details;

struct flow_cached; /* summary.c's */

typedef struct expressway_flow {
    union {
        flow_node node; /* of the tables that find flows by their ends */
        struct {
            struct flow_node *next[FLOW_INDEXES];
            endpoint client;
            endpoint server;
        };
    };
    guint32 number;
    bool is_known; /* users see it: it has SIP or TLS on a traversal port, or a SERVICE with an apparent Route
                    */
    bool is_declined; /* it was decrypted, and is not SIP */
    flow_interfaces interfaces;
    guint32 first_frame; /* in which it became known */
    guint32 last_frame;
    nstime_t first_time; /* of these frames */
    nstime_t last_time;
    flow_span span;
    flow_sip sip;
    flow_said said;
    flow_services services;
    const flow_details *details; /* all zero until there are some; changed by flow_details_of */
    struct flow_bursts *bursts;  /* of its server, and how long it was watched; or NULL */
    struct flow_vain *vain;      /* what its client tries in vain after them, or NULL */
    struct flow_legs *legs;      /* fingerprints and matches; NULL while there are none */
    struct flow_cached *cached;  /* its summary; NULL until it is asked for */
} expressway_flow;

/* Called once. */
void flow_register(void);

/* Whether a frame between these ports can belong to a flow. Cheap enough for every TCP frame. */
bool flow_port_is_candidate(guint32 source_port, guint32 destination_port);

/* A new flow, not yet known. The host of either end may be HOST_NONE: not named. */
expressway_flow *flow_new(endpoint client, endpoint server);

/* The flow's details, to be changed. */
flow_details *flow_details_of(expressway_flow *flow);

/* From this frame on, users see the flow. Gives it its number. */
void flow_make_known(expressway_flow *flow, const packet_info *pinfo);

/* Whether the flow has SIP of another product: it has no marks of an Expressway. */
bool flow_has_foreign_sip(const expressway_flow *flow);

/* A further frame of the flow. */
void flow_note_frame(expressway_flow *flow, const packet_info *pinfo);

/* Whether no claim of the flow was read, so that only its client's behaviour can show something: nothing
 * can be read, or a direction lost a record, or a log has other messages only. False once the flow has SIP
 * of another product. */
bool flow_is_unread(const expressway_flow *flow);

/* An end of a flow as text: "10.0.30.2:27901", or "unknown" where it is not named. */
const char *flow_end_format(endpoint end, char buffer[ENDPOINT_TEXT_SIZE]);
const char *flow_end_text(wmem_allocator_t *allocator, endpoint end);

/* The latest known flow of which end is the client, or NULL. */
expressway_flow *flow_of_client(endpoint end);

/* All known flows of the file in order of their numbers. */
guint flow_count(void);
expressway_flow *flow_at(guint number);

#endif
