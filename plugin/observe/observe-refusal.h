/* observe-refusal.h
 * First pass: answers by which Unified CM or an Expressway refuses a phone's REGISTER, or an INVITE with a
 * Route, in packets and in logs.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_REFUSAL_H
#define EXPRESSWAY_OBSERVE_REFUSAL_H

#include "../capture/flow.h"

#include "../model/sip/sip-message.h"

/* Called once. */
void observe_refusal_register(void);

/* A SIP message that an Expressway has sent, or that answers one of an Expressway's. flow is that of the
 * frame, or NULL; host is the name of the host whose log has the message, or NULL. */
void observe_refusal(const packet_info *pinfo, const sip_message *message, const expressway_flow *flow,
                     const char *host);

/* The frame's entry of a log says that a policy has refused a call. */
void observe_refusal_note_policy(const packet_info *pinfo);

#endif
