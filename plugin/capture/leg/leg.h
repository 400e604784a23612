/* leg.h
 * Legs: flows that are one connection, captured at different places with a translating device between them.
 * They find each other by fingerprints; which is whose side follows from addresses, roles and, last, the
 * order in time. No clock is trusted and no sequence number compared between legs.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_H
#define EXPRESSWAY_LEG_H

#include "fingerprint.h"
#include "../frame/tcp-segment.h"

#include "../../model/sip/sip-message.h"

/* Legs of one connection that are told apart; a capture has two, or four with both sides of the firewall. */
#define LEGS_OF_CONNECTION 8

/* Other flows with which a flow may share a fingerprint before it is paired. */
#define LEG_MATCHES 8

/* Where only one direction was captured, so many fingerprints of it must agree. */
#define LEG_KEYS_OF_ONE_DIRECTION 4

/* Repetitions of ciphertext in one flow with which it is none: what is sent there proves nothing. */
#define LEG_REPETITIONS 2

/* Where two flows seem to come from one host, as seen from one place, only so many fingerprints make them one
 * connection. */
#define LEG_KEYS_OF_ONE_HOST 8

/* Fingerprints that a flow still makes once it is paired, for further legs and for the clocks. */
#define FINGERPRINTS_OF_PAIRED 32

/* SIP messages pair two flows only where their times differ by the same, within so many nanoseconds: a
 * message that is sent once more on a new connection is not the same connection. */
#define MESSAGE_TIMES_DIFFER 1000000000

/* Records of the client after which a connection that could be decrypted would have shown its SIP: TLS 1.3
 * has two before it. */
#define LEG_RECORDS_TO_SETTLE 3

/* What shows that a flow was captured where nothing between C and E has translated its source yet. */
typedef enum {
    LEG_NOT_SHOWN,
    LEG_UNROUTED, /* no router has had the client's packets; some firewalls do not count as one */
    LEG_NAMED,    /* the interface's name */
    LEG_NAMED_AND_UNROUTED,
    LEG_PROVEN /* C's own log, or C's configured address */
} leg_proof;

/* The leg nearest to Expressway-C and the one nearest to E; the same flow where one conversation was captured
 * at both sides, as nothing is translated. */
typedef struct {
    const expressway_flow *c_side;
    const expressway_flow *e_side;
    bool sides_known;  /* else it may be the other way round */
    leg_proof c_proof; /* that c_side was captured at Expressway-C */
    bool e_is_shown;   /* e_side was captured at E */
    leg_pairing paired_by;
    guint32 c_frame; /* frames that have the same data */
    guint32 e_frame;
    guint32 complete_frame; /* with which they were found to be one connection */
    guint32 finding_frame;  /* on which to say so: by then SIP would have been seen, could it be read */
    bool is_settled;        /* that frame has been reached */
    bool has_offset;
    gint64 offset; /* nanoseconds by which E's clock is ahead of C's */
} leg_pair;

/* Called once. */
void leg_register(void);

/* What a flow's frame carries: bytes of the TLS protocol (is_cut: the capture has not all of them; segment
 * may be NULL); a SIP message; a TCP segment with data. */
void leg_note_tls(const packet_info *pinfo, expressway_flow *flow, bool from_client, text_view bytes,
                  bool is_cut, const tcp_segment *segment);
void leg_note_message(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                      const sip_message *message);
void leg_note_segment(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                      const tcp_segment *segment);

/* What shows that the flow was captured at C's side. Of a flow with another leg less is asked of its hops. */
leg_proof leg_proof_of_c(const expressway_flow *flow, bool has_other_leg);

/* The two outermost legs of the flow's connection; NULL where the flow is not paired. Valid until the
 * evidence changes. */
const leg_pair *leg_pair_of(const expressway_flow *flow);

/* The frame in which the flow was found to share what is unique with two flows that cannot both be its other
 * side, and these flows; 0 where there is none. */
guint32 leg_conflict(const expressway_flow *flow, const expressway_flow *others[2]);

/* Where the frame has a message whose Route or top Via is another one on the connection's other leg: the
 * frame there, else 0. */
guint32 leg_rewritten_in(const expressway_flow *flow, guint32 frame);

/* E's view of C as the connection's two legs show it: the client of E's leg, as a claim on the flow. NULL
 * where the flow is not paired. */
const flow_claim *leg_claim_of(const expressway_flow *flow);

/* "TLS randoms", as the field has it. Static text. */
const char *leg_pairing_name(leg_pairing pairing);

#endif
