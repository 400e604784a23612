/* handshake.h
 * TLS handshakes that are under way between Expressway-C and Expressway-E, or between C and a server behind
 * it, and what earlier ones of the same two have shown. State lives in file scope, of a handshake only until
 * it has ended. It is learnt on the first pass.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HANDSHAKE_H
#define EXPRESSWAY_HANDSHAKE_H

#include "../certificate.h"
#include "failure.h"

#include "../../model/tls/tls-handshake.h"

/* Handshakes under way at one time; a further one takes the place of another. */
#define HANDSHAKE_ROOM 128

/* Pairs of a client's host and a server's port whose handshakes are remembered. */
#define HANDSHAKE_PAIR_ROOM 4096

/* Failures of a pair that a later success ends. */
#define HANDSHAKE_SAID 8

/* What is only suspected until it has happened twice, one after the other. */
typedef enum {
    SUSPECT_NAME_OF_CLIENT,
    SUSPECT_NAME_OF_SERVER,
    SUSPECT_REJECTED,
    SUSPECT_CUT_OFF,
    SUSPECT_CLOSED,
    SUSPECTS
} handshake_suspect;

typedef struct {
    guint32 count[SUSPECTS];
    guint32 frame[SUSPECTS]; /* of the latest */
    bool works;              /* a handshake has succeeded */
    bool is_inspected;       /* a device between them has ended one */
    failure *said[HANDSHAKE_SAID];
    guint said_count;
    const certificate *service_certificate; /* the latest in SERVICE, or NULL */
    failure *service_refused;               /* because of that certificate; or NULL */
    failure *client_auth;                   /* the note about the server's certificate; or NULL */
} handshake_pair;

/* One connection; [true] is of what the client sends, [false] of what the server does. */
typedef struct handshake {
    endpoint client;
    endpoint server;
    handshake_pair *pair; /* once it is remembered; or NULL */
    nstime_t time;        /* of the SYN */
    guint32 first[2];     /* sequence number of the SYN, and of the SYN-ACK */
    guint32 next[2];      /* of the next byte */
    guint8 hops[2];       /* left to go, of these two */
    guint32 certificate_frame[2];
    guint32 turns;    /* of client and server, in sending data */
    bool is_answered; /* the SYN-ACK was seen */
    bool last_from_client;
    tls_handshake_end *ends;         /* two; NULL until there is data */
    guint slot;                      /* where it stands among those under way */
    struct handshake *next_in_place; /* of the table that finds it by its client */
} handshake;

/* Called once. */
void handshake_register(void);

/* After so long, one is forgotten that has neither succeeded nor ended. */
#define HANDSHAKE_SECONDS 180

/* How many are under way, by the client's port modulo the number of these: every frame may look at it. */
#define HANDSHAKE_PORTS 256
extern guint8 handshakes_of_port[HANDSHAKE_PORTS];

/* Whether a frame between these ports may be of one that is under way. */
static inline bool
handshake_is_candidate(guint32 source_port, guint32 destination_port)
{
    return handshakes_of_port[source_port % HANDSHAKE_PORTS] != 0 ||
           handshakes_of_port[destination_port % HANDSHAKE_PORTS] != 0;
}

/* A connection begins with the SYN of that sequence number. */
handshake *handshake_begin(const packet_info *pinfo, endpoint client, endpoint server, guint32 sequence);

/* The one between these ends; NULL if none is under way. Those that are too old are forgotten. */
handshake *handshake_between(const packet_info *pinfo, endpoint client, endpoint server);

/* What becomes of it is to be remembered. False where there is no room. */
bool handshake_remember(handshake *one);

/* Makes room for what its ends send. */
void handshake_has_data(handshake *one);

/* It has ended, one way or the other: nothing of it remains. */
void handshake_forget(handshake *one);

/* What is known of handshakes of these; NULL while there were none. */
handshake_pair *handshake_pair_of(host_address client, endpoint server);

/* The same, made if it is missing. NULL where there is no room. */
handshake_pair *handshake_pair_make(host_address client, endpoint server);

#endif
