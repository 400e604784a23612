/* evidence.h
 * What has been learnt about a flow: what its messages, a log and the interfaces say, and which address E
 * takes for C's. Each new piece raises the generation.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_EVIDENCE_H
#define EXPRESSWAY_EVIDENCE_H

#include "flow.h"

/* Evidence: host is E's own, or C's own word. said is static text that ends before "in frame N". */
void evidence_learn_e_address(expressway_flow *flow, host_address host, guint32 frame, const char *said);
void evidence_learn_client_word(expressway_flow *flow, host_address host, guint32 frame, const char *said);

/* Evidence: C's OPTIONS is addressed to that host. */
void evidence_learn_dialled(expressway_flow *flow, host_address host, guint32 frame);

/* The flow has a SIP message. in_clear: it was read from packets, not from a log. */
void evidence_learn_sip(expressway_flow *flow, bool in_clear);

/* A message of the flow, in that frame, bears an Expressway's marks; version and zone, each in file scope or
 * NULL, are among them. The first of either stays. */
void evidence_learn_marks(expressway_flow *flow, const char *version, const char *zone, guint32 frame);

/* Evidence: the name of the frame's interface says at which side it was captured. */
void evidence_learn_interface(expressway_flow *flow, const packet_info *pinfo);

/* A diagnostic log of the flow's client, or of its server, has a message of the flow. host is the name of
 * that Expressway (in file scope, or NULL). */
void evidence_learn_log(expressway_flow *flow, bool of_client, const char *host);

/* Expressway-C's log says that an address in a Route is not its own. This counts only if a SERVICE of the
 * flow has named that address. */
void evidence_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame);

/* What carries a claim. */
typedef enum { FLOW_CLAIM_IN_ROUTE, FLOW_CLAIM_IN_RECEIVED } flow_claim_carrier;

/* The claim of that address (or of that text, if it is a name), noted for the frame. If the flow has no
 * more room, the claim is judged like any other but is not part of the summary. */
flow_claim *evidence_learn_claim(expressway_flow *flow, endpoint address, const char *text,
                                 flow_claim_carrier carrier, const packet_info *pinfo);

/* A final response to a SERVICE with the claim. */
void evidence_learn_answer(flow_claim *claim, guint32 status, guint32 frame);

/* The flow's claim of that address (or of that text, if it is a name), or NULL. */
flow_claim *evidence_find_claim(const expressway_flow *flow, endpoint claimed, const char *text);

/* E's own addresses: the source of its packets, what messages say, and what is configured. Not what the
 * connection's other leg shows. */
void evidence_e_addresses(const expressway_flow *flow, host_set *set);

/* The side of the firewall at which the flow was captured: first by SIP, logs and preferences, then by the
 * names of the interfaces alone. */
flow_vantage evidence_vantage(const expressway_flow *flow);
flow_vantage evidence_vantage_of_interface(const expressway_flow *flow);

#endif
