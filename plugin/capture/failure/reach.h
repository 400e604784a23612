/* reach.h
 * Whether Expressway-C reaches a port of Expressway-E: its attempts to connect, and what became of them.
 * State lives in file scope. It is learnt on the first pass.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REACH_H
#define EXPRESSWAY_REACH_H

#include "../consequence/connect.h"
#include "failure.h"

/* Pairs of a client's host and a server's port that are kept; later ones are not watched. */
#define REACH_ROOM 4096

/* SYNs of one attempt without an answer, after which it has failed. With usual timers the last of them comes
 * seven seconds after the first. */
#define REACH_SYNS 4

/* The same SYN is captured twice where both sides are in the file; it is sent again only after longer. */
#define REACH_AGAIN_MILLISECONDS 500

/* Attempts that failed one after the other, with which it is proven. */
#define REACH_PROOF 2

/* A host that tries more ports of one server than this is a scanner, whatever ports it uses itself: an
 * Expressway-C has one for each traversal zone. */
#define REACH_PORTS 6

/* Frames of failed attempts that are kept until then. */
#define REACH_FRAMES 8

struct reach_ports;

typedef struct {
    endpoint client; /* host of C; the port is that of the latest attempt */
    endpoint server;
    guint32 sequence;  /* of the latest attempt's SYN */
    nstime_t syn_time; /* of its latest SYN */
    guint32 syns;
    bool is_pending;              /* it has neither been answered nor failed */
    bool has_connected;           /* a SYN was answered at some time */
    bool is_stranger;             /* the host has used other ports than an Expressway-C does */
    guint32 failed;               /* attempts, one after the other */
    connect_outcome outcome;      /* of the latest that failed */
    guint32 frames[REACH_FRAMES]; /* that show these */
    guint32 frame_count;
    failure *suspected; /* what has been said of it */
    failure *said;
    /* Of the latest attempt, once it is answered: */
    bool is_connected;
    nstime_t connect_time;
    bool has_data;
    guint32 brief;             /* connections that ended at once, one after the other */
    failure *tunnel;           /* what has been said of these */
    struct reach_ports *ports; /* of the server that this client has tried */
} reach;

/* Called once. */
void reach_register(void);

/* Whether any attempt is pending. */
bool reach_is_waiting(void);

/* What is known of attempts of that host at that port; NULL while there are none. */
reach *reach_of(host_address client, endpoint server);

/* A SYN from a port that no traversal client uses: who sends it is a stranger, even if the next comes from
 * one of C's by chance. But C's own shell has other ports too, with which somebody may test whether the
 * server answers. */
void reach_note_stranger(endpoint client, endpoint server);

/* A SYN of an Expressway-C. Returns what is known, NULL if there is no room. *has_failed: with this SYN the
 * attempt has failed, because it is not answered. */
reach *reach_note_syn(const packet_info *pinfo, endpoint client, endpoint server, guint32 sequence,
                      bool *has_failed);

/* Whether that client is known to scan the ports of that server. What was said of it is withdrawn when it
 * turns out. */
bool reach_is_of_scanner(const reach *one);

/* The latest attempt has failed. False where it had not been pending. */
bool reach_fail(reach *one, const packet_info *pinfo, connect_outcome outcome);

/* It was answered. False where that is not new. */
bool reach_connect(reach *one, const packet_info *pinfo);

#endif
