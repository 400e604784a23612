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

/* Called once: proto is the protocol whose data conversations carry. */
void frame_flow_register(int proto);

/* The frame's flow; NULL where there is none yet. Never creates a conversation. On the first pass, its
 * conversation may take over a flow that is known from a log. Later passes return what the first pass
 * found. */
expressway_flow *frame_flow_find(packet_info *pinfo);

/* The same, but made if it is missing, and not yet known. from_client says which end the frame comes from.
 * NULL where the frame has no IP addresses. */
expressway_flow *frame_flow_find_or_create(packet_info *pinfo, bool from_client);

/* Whether the frame, which is of the flow, comes from the flow's client. */
bool frame_flow_is_from_client(const expressway_flow *flow, const packet_info *pinfo);

/* What the frame's connection carries is not SIP after all. */
void frame_flow_decline(packet_info *pinfo);

/* Whether TCP has seen the server accept the frame's connection, which goes to a traversal port. */
bool frame_flow_is_accepted(packet_info *pinfo);

/* A log says that a connection between the frame's ends begins, or that it has ended. */
void frame_flow_note_connecting(packet_info *pinfo);
void frame_flow_note_closed(packet_info *pinfo);

#endif
