/* judgement.h
 * What is known of a flow, put before the rule of verdict.h: evidence as it arrives, claims, the summary.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_JUDGEMENT_H
#define EXPRESSWAY_JUDGEMENT_H

#include "flow.h"
#include "leg/leg.h"

/* Evidence: host is E's own, or C's own word. said is static text that ends before "in frame N". */
void flow_learn_e_address(expressway_flow *flow, host_address host, guint32 frame, const char *said);
void flow_learn_client_word(expressway_flow *flow, host_address host, guint32 frame, const char *said);

/* Evidence: C's OPTIONS is addressed to that host. */
void flow_learn_dialled(expressway_flow *flow, host_address host, guint32 frame);

/* Evidence: the frame was captured on an interface whose name says at which side. */
void flow_learn_interface(expressway_flow *flow, const packet_info *pinfo);

/* A diagnostic log has a message of the flow, that of its client or that of its server. */
void flow_learn_log(expressway_flow *flow, bool of_client);

/* Expressway-C's log says that an address in a Route is not its own; it counts where a SERVICE of the flow
 * has named that address. */
void flow_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame);

/* The claim of that address (by text where a name stands there), noted for the frame. Where the flow has no
 * more room it is a claim of its own, judged like any other but not summed up. */
flow_claim *flow_claim_note(expressway_flow *flow, endpoint address, const char *text,
                            const packet_info *pinfo);

/* A new file. */
void flow_evidence_begin(void);

/* Something that judgements rest on has changed. */
void flow_evidence_changed(void);

/* The whole file has been read: what has not been seen so far is not there. */
void flow_all_is_seen(void);
bool flow_is_all_seen(void);

/* Grows with every change of evidence, so that what was made of it knows whether it is still true. Never 0.
 */
guint32 flow_evidence_generation(void);

/* Judges one claim with all that is known now. */
verdict_answer flow_judge(const expressway_flow *flow, const flow_claim *claim);

/* What shows that the claim, which is judged to be C's own address, was seen at C's side. */
leg_proof flow_proof_of_client(const expressway_flow *flow, const flow_claim *claim);

/* Judges the client's address itself, as an encrypted flow shows it. */
verdict_answer flow_judge_client(const expressway_flow *flow);

/* E's own addresses, as flow_judge takes them: packet source, what was said, what is configured, and the
 * server of the paired leg at C's side. flow_e_addresses_said leaves the leg out. */
void flow_e_addresses(const expressway_flow *flow, host_set *set);
void flow_e_addresses_said(const expressway_flow *flow, host_set *set);

/* At which side of the firewall the flow was captured, as far as it can be told; and what SIP and the
 * preferences alone, or the interfaces' names alone, say of it. */
flow_vantage flow_vantage_of(const expressway_flow *flow);
flow_vantage flow_vantage_by_evidence(const expressway_flow *flow);
flow_vantage flow_vantage_of_interface(const expressway_flow *flow);

#endif
