/* fingerprint.h
 * What identifies a connection wherever it is captured: TLS randoms, TLS records and SIP messages, each as
 * a hash with its frame. A flow keeps a few, chosen so that another capture of any part of the same
 * connection has one of them too: its randoms, the latest in each direction, and those with the smallest
 * hashes (captures that overlap have these in common, wherever the overlap is).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FINGERPRINT_H
#define EXPRESSWAY_FINGERPRINT_H

#include "../flow.h"

/* Values are those of expressway.leg.paired_by; the lower, the stronger. 5 is reserved. */
typedef enum {
    PAIRED_BY_NOTHING = 0,
    PAIRED_BY_RANDOM = 1,
    PAIRED_BY_RECORD = 2,
    PAIRED_BY_PAYLOAD = 3,
    PAIRED_BY_MESSAGE = 4
} leg_pairing;

/* For how many flows one fingerprint is kept. What more flows share identifies none of them. */
#define FINGERPRINT_FLOWS 8

/* How many are kept for a flow in each direction, and from how many flows on they are fewer. */
#define FINGERPRINT_LATEST 4
#define FINGERPRINT_SMALLEST 12
#define FINGERPRINT_LATEST_OF_MANY 1
#define FINGERPRINT_SMALLEST_OF_MANY 1
#define FINGERPRINT_MANY_FLOWS 250

typedef struct fingerprint {
    guint64 hash;
    struct fingerprint *next; /* in the table: fingerprint_next */
    gint64 time;              /* nanoseconds since 1970 */
    guint32 flow;             /* its number */
    guint32 frame;
    guint32 sequence; /* of the segment that completes it; 0 if not known */
    guint8 kind;      /* leg_pairing */
    bool from_client;
} fingerprint;

typedef struct fingerprint_shelf fingerprint_shelf;

/* Called once. */
void fingerprint_register(void);

/* Keeps the fingerprint for its flow on the shelf, which is made where *shelf is NULL. Returns the first
 * fingerprint with the same hash (the others: fingerprint_next). Returns NULL if
 * there is none, if too many flows have it, or if the flow itself has it already. In that last case
 * *repeated says whether it came in another segment, which never happens with ciphertext. Valid until the
 * next call. */
const fingerprint *fingerprint_note(fingerprint_shelf **shelf, const fingerprint *print, bool *repeated);

/* The next with the same hash, of another flow; or NULL. */
const fingerprint *fingerprint_next(const fingerprint *print);

#endif
