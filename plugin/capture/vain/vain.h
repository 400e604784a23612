/* vain.h
 * What a client tries in vain: addresses, what each of them has to do with a flow, and the series that
 * connections make of which each has one such address, if these addresses differ.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VAIN_H
#define EXPRESSWAY_VAIN_H

#include "../flow.h"
#include "burst.h"

/* Addresses that never answer and that a client tries after bursts of one flow. Those that were tried once
 * make room for more; a client that tries more of them twice scans. */
#define VAIN_MATCH_ROOM 32

/* SYN frames that are kept as evidence. */
#define VAIN_SYNS_KEPT 8

/* All of one client's attempts to reach one host. */
typedef struct {
    endpoint host; /* port 0 */
    guint32 tried; /* addresses there that the client tried, whenever, and that did not answer */
    guint32 syns;  /* attempts to reach these */
    host_address server;
    guint32 connections; /* flows to that server, each with one such address */
    guint32 addresses;   /* how many different ones these are */
    gint64 longest_delay;
    burst_tally tally; /* of these flows */
} vain_series;

struct vain_match;

/* One address that a client tries to reach. */
typedef struct vain_target {
    endpoint where;
    vain_series *series; /* of its host; NULL where there is no room */
    guint32 syns;        /* attempts, whenever they were made */
    guint32 members;     /* flows that are part of the series with it */
    gint64 last_time;    /* of the latest of them */
    guint32 last_sequence;
    guint16 last_port;
    bool has_answered;              /* somebody's connection to it was accepted */
    bool is_matched;                /* it is looked up when somebody answers there, and stays */
    bool is_listed;                 /* among those of which the oldest go */
    struct vain_match *matches;     /* linked by next; NULL where there is none */
    struct vain_target *next_there; /* matched too, of another client, for the same address */
} vain_target;

/* A target that was tried after bursts of one flow. */
typedef struct vain_match {
    vain_target *target;
    expressway_flow *flow;
    struct vain_match *next; /* of another flow */
    guint32 pending;         /* SYNs after bursts that the client's data has not followed yet */
    guint32 times;           /* SYNs that it has */
    guint32 before;          /* attempts to reach the target that the flow did not live to see */
    guint32 until;           /* attempts up to the latest data of the flow's client */
    gint64 longest_delay;    /* nanoseconds from a burst to such a SYN */
    guint32 syns[VAIN_SYNS_KEPT];
    guint32 frame;       /* that completes the pattern, else the latest that belongs to it */
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
