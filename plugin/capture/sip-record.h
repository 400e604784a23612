/* sip-record.h
 * What one SIP message of a traversal flow has shown, kept by frame. What is only shown is not kept: it is
 * read again from the message (sip-messages.h).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_RECORD_H
#define EXPRESSWAY_SIP_RECORD_H

#include "flow.h"

struct expressway_service;

typedef struct sip_record {
    struct sip_record *next; /* of the same frame */
    expressway_flow *flow;
    guint32 frame;
    guint32 item;             /* which of the frame's SIP messages it is, from 0 */
    flow_claim *route;        /* of a SERVICE's first Route, or NULL */
    flow_claim *received;     /* of a response's top Via, or NULL */
    host_address via_host;    /* address in sent-by of the top Via of a request */
    guint32 place_start;      /* position of the claim, or of what is malformed, from the start of the item */
    guint32 place_length;     /* 0 if there is no position */
    const char *malformed;    /* what cannot be read, or NULL */
    host_address client_word; /* address that C names as its own, or HOST_NONE */
    const char *client_word_from;        /* static text: where C names it */
    struct expressway_service *request;  /* this message is the SERVICE */
    struct expressway_service *response; /* this message answers that SERVICE */
} sip_record;

/* Called once. */
void sip_record_register(void);

/* A new, empty record, the last of the frame, which is not before that of the record made last. */
sip_record *sip_record_add(guint32 frame, expressway_flow *flow);

/* How many remarkable records a flow keeps in a list: something in them cannot be read, or C names another
 * host than its packets come from. */
#define SIP_RECORDS_REMARKABLE 64

/* Called when the record is complete: if it is remarkable in that way, the flow keeps it in its list. A
 * host that C has named in the same header before is no longer remarkable. */
void sip_record_remark(sip_record *record);

/* The records of a frame in order, or NULL. */
sip_record *sip_record_first(guint32 frame);

#endif
