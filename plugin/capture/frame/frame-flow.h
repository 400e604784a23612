/* frame-flow.h
 * Which flow a frame belongs to: a packet by its conversation, a log's entry or an exported PDU by its ends
 * and its time.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FRAME_FLOW_H
#define EXPRESSWAY_FRAME_FLOW_H

#include "../flow.h"

/* Bits of tcp_analysis.conversation_completeness, whose names are private to packet-tcp.c. */
#define TCP_SYN_WAS_SEEN 0x01
#define TCP_SYN_ACK_WAS_SEEN 0x02
#define TCP_DATA_WAS_SEEN 0x08
#define TCP_END_WAS_SEEN 0x30 /* FIN, RST */

struct conversation;
struct tcp_analysis;

/* Called once: proto is the protocol whose data conversations carry. */
void frame_flow_register(int proto);

/* The frame's flow, or NULL. On the first pass its conversation may take over one that a log has told of; on
 * later ones, the answer is what the first has found. */
expressway_flow *frame_flow_find(packet_info *pinfo);

/* The flow is new, and the frame is its first. */
void frame_flow_keep(packet_info *pinfo, expressway_flow *flow);

/* TCP's conversation of the frame, or NULL. It is asked for more than once, and looked for once. */
struct conversation *frame_flow_conversation(packet_info *pinfo);

/* What TCP knows of a conversation, which may be NULL; NULL where that is not TCP's. */
const struct tcp_analysis *frame_flow_tcp(const struct conversation *conversation);

/* A log says that a connection between the frame's ends begins, or that theirs has ended. */
void frame_flow_note_connecting(packet_info *pinfo);
void frame_flow_note_closed(packet_info *pinfo);

#endif
