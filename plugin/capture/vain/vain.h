/* vain.h
 * What a client tries in vain: the addresses (targets), how each of them relates to a flow (matches), and
 * series of connections, each with one such address, if these addresses differ.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_H
#define EXPRESSWAY_VAIN_H

#include "../flow.h"
#include "burst.h"

/* How many addresses that never answer are kept for one flow whose client tries them after bursts. Those
 * that were tried once are dropped first. A client that tries more of them twice is scanning. */
#define VAIN_MATCH_ROOM 32

/* SYN frames that are kept as evidence. */
#define VAIN_SYNS_KEPT 8

/* All of one client's attempts to reach one host. */
typedef struct {
    endpoint host; /* port 0 */
    guint32 tried; /* addresses there that the client tried at any time and that did not answer */
    guint32 syns;  /* attempts to reach those addresses */
    host_address server;
    guint32 connections; /* flows to that server, each with one such address */
    guint32 addresses;   /* how many different addresses these have */
    gint64 longest_delay;
    burst_tally tally; /* of these flows */
} vain_series;

struct vain_match;

/* One address that a client tries to reach. */
typedef struct vain_target {
    endpoint where;
    vain_series *series; /* of its host; NULL where there is no room */
    guint32 syns;        /* attempts at any time */
    guint32 members;     /* flows that are part of the series with it */
    gint64 last_time;    /* of the latest of them */
    guint32 last_sequence;
    guint16 last_port;
    bool has_answered;              /* somebody's connection to it was accepted */
    bool is_told;                   /* so was that of all that follow by next_there, and they know it */
    bool is_matched;                /* it is looked up when its address answers, and is kept */
    bool is_listed;                 /* it is among those of which the oldest are dropped */
    struct vain_match *matches;     /* linked by next; NULL where there is none */
    struct vain_target *next_there; /* another client's matched target for the same address */
} vain_target;

/* A target that was tried after bursts of one flow. */
typedef struct vain_match {
    vain_target *target;
    expressway_flow *flow;
    struct vain_match *next; /* of another flow */
    guint32 pending;         /* SYNs after bursts that were not followed by the client's data yet */
    guint32 times;           /* SYNs that were */
    guint32 before;          /* attempts to reach the target before the flow began */
    guint32 until;           /* attempts up to the latest data of the flow's client */
    gint64 longest_delay;    /* nanoseconds from a burst to such a SYN */
    guint32 syns[VAIN_SYNS_KEPT];
    guint32 frame;       /* completes the pattern; until then, the latest that belongs to it */
    bool is_established; /* it is complete: frame stays */
} vain_match;

/* Of a flow. */
typedef struct flow_vain {
    vain_match *matches[VAIN_MATCH_ROOM];
    guint8 count;
    bool scans;          /* there were more */
    vain_series *series; /* that it is part of, or NULL */
    const vain_match *in_series;
} flow_vain;

#endif
