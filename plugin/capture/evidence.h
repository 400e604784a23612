/* evidence.h
 * What has been learnt of a flow: what its messages, a log and the interfaces say, and what E takes C's
 * address for. Each piece of it raises the generation.
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

/* The flow has a SIP message, and in_clear says whether it was read from its packets, not from a log. */
void evidence_learn_sip(expressway_flow *flow, bool in_clear);

/* A message of the flow, in that frame, bears an Expressway's marks; version and zone, each in file scope or
 * NULL, are among them. The first of either stays. */
void evidence_learn_marks(expressway_flow *flow, const char *version, const char *zone, guint32 frame);

/* Evidence: the frame was captured on an interface whose name says at which side. */
void evidence_learn_interface(expressway_flow *flow, const packet_info *pinfo);

/* A diagnostic log has a message of the flow, that of its client or that of its server, whose name is
 * host (kept for the file; or NULL). */
void evidence_learn_log(expressway_flow *flow, bool of_client, const char *host);

/* Expressway-C's log says that an address in a Route is not its own; it counts where a SERVICE of the flow
 * has named that address. */
void evidence_learn_route_not_us(expressway_flow *flow, endpoint named, guint32 frame);

/* What carries a claim. */
typedef enum { FLOW_CLAIM_IN_ROUTE, FLOW_CLAIM_IN_RECEIVED } flow_claim_carrier;

/* The claim of that address (by text where a name stands there), noted for the frame. Where the flow has no
 * more room it is a claim of its own, judged like any other but not summed up. */
flow_claim *evidence_learn_claim(expressway_flow *flow, endpoint address, const char *text,
                                 flow_claim_carrier carrier, const packet_info *pinfo);

/* A final response to a SERVICE with the claim. */
void evidence_learn_answer(flow_claim *claim, guint32 status, guint32 frame);

/* The flow's claim of that address (of that text where a name stands there), or NULL. */
flow_claim *evidence_find_claim(const expressway_flow *flow, endpoint claimed, const char *text);

/* E's own addresses, without what the connection's other leg shows: packet source, what was said, what is
 * configured. */
void evidence_e_addresses(const expressway_flow *flow, host_set *set);

/* At which side of the firewall the flow was captured by what SIP, a log and the preferences say; and by the
 * names of the interfaces alone. */
flow_vantage evidence_vantage(const expressway_flow *flow);
flow_vantage evidence_vantage_of_interface(const expressway_flow *flow);

#endif
