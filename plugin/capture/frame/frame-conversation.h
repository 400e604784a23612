/* frame-conversation.h
 * Wireshark's conversation of a TCP segment, and what TCP knows about it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FRAME_CONVERSATION_H
#define EXPRESSWAY_FRAME_CONVERSATION_H

#include "../../ws-compat.h"

/* Bits of tcp_analysis.conversation_completeness, whose names are private to packet-tcp.c. */
#define TCP_SYN_WAS_SEEN 0x01
#define TCP_SYN_ACK_WAS_SEEN 0x02
#define TCP_DATA_WAS_SEEN 0x08
#define TCP_END_WAS_SEEN 0x30 /* FIN, RST */

struct conversation;
struct tcp_analysis;

/* Called once. */
void frame_conversation_register(void);

/* Called at hand-off: resolves other protocols. */
void frame_conversation_handoff(void);

/* The frame's TCP conversation, or NULL; never creates one. Looked up once for each frame. */
struct conversation *frame_conversation(packet_info *pinfo);

/* What TCP knows about a conversation, which may be NULL; NULL if it is not a TCP conversation. */
struct tcp_analysis *frame_tcp(const struct conversation *conversation);

#endif
