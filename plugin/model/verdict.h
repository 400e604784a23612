/* verdict.h
 * The central rule of the plugin: judges an address that Expressway-E takes for Expressway-C's, given what
 * else is known about their connection. It is a pure function over a table; docs/verdicts.md explains the
 * rows.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_VERDICT_H
#define EXPRESSWAY_VERDICT_H

#include "host-set.h"

/* The values are those of the fields, and never change. */
typedef enum {
    VERDICT_UNDETERMINED = 0,
    VERDICT_OWN_ADDRESS = 1,
    VERDICT_NAT_REFLECTED = 2,
    VERDICT_SOURCE_TRANSLATED = 3,
    VERDICT_PORT_TRANSLATED = 4
} verdict;

typedef enum { CONFIDENCE_NONE = 0, CONFIDENCE_PROVEN = 2, CONFIDENCE_PROBABLE = 1 } confidence;

/* The row of the table that decided. */
typedef enum {
    ROW_NOT_JUDGED,     /* 0: not a literal, loopback, one host at both ends, or the destination is unknown */
    ROW_REFLECTED_AWAY, /* 1: not the receiver, but an address of E's */
    ROW_OTHER_CONNECTION, /* 2: the receiver's host, another port, and C accepted it */
    ROW_PORT_AWAY,        /* 2: the receiver's host, another port */
    ROW_PORT_DOUBTED,     /* 2: as before, but T is not known and other evidence speaks against it */
    ROW_TRANSLATED_AWAY,  /* 3: not the receiver, some other host */
    ROW_TRUE_CLIENT,      /* 4: C's true end */
    ROW_REFLECTED_HERE,   /* 5: the receiver as seen here, an address of E's */
    ROW_ACCEPTED,         /* 6: C accepted it */
    ROW_WORD_DIFFERS,     /* 7: C itself names another host */
    ROW_WORD_CONFIGURED,  /* 7: that host is configured as C's */
    ROW_WORD_CONTRADICTS, /* 7: but the claimed host is configured as C's */
    ROW_WORD_AGREES,      /* 8: C's word or the configuration names the claimed host, port in range */
    ROW_PORT_UNUSUAL,     /* 9: as 8, port out of range */
    ROW_NOTHING_KNOWN     /* 10 */
} verdict_row;

/* All that the rule looks at. Sets may be NULL where nothing is known. */
typedef struct {
    endpoint claimed;             /* A; port 0 where the claim has no port */
    endpoint destination;         /* D: of the packet with the claim */
    endpoint true_client;         /* T: client of the paired leg at C's side, Local in C's own log, or D where
                                     the capture is shown to be of C's side */
    confidence true_client_sure;  /* how sure it is that T is right */
    host_address source;          /* of the packet with the claim */
    const host_set *expressway_e; /* Eown: addresses known as E's */
    const host_set *client_word;  /* Cword: what C says of itself */
    const host_set *configured_c; /* addresses configured as C's */
    bool client_port_in_range;    /* the client's port lies in a traversal client's range */
    bool client_of_unpaired_flow; /* A is the client of another flow that is not paired */
    bool accepted;                /* a SERVICE with this claim got 200 */
    bool timed_out;               /* a SERVICE with this claim got 408 */
} verdict_question;

typedef struct {
    verdict verdict;
    confidence confidence;
    verdict_row row;
    bool has_expected; /* the claim as it would read without translation is known */
    endpoint expected;
} verdict_answer;

/* Judges one claim. The first row of the table that matches decides; nothing is refused. */
verdict_answer verdict_judge(const verdict_question *question);

/* NAT-reflected, source-translated or port-translated. */
bool verdict_is_fault(verdict value);

/* "NAT-reflected", "probable", as the fields have them. Static text. */
const char *verdict_name(verdict value);
const char *confidence_name(confidence value);

#endif
