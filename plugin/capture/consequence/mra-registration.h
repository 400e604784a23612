/* mra-registration.h
 * The phone's REGISTER: joined by its digest with the SERVICE that it causes, and found again where
 * Expressway-E forwards it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_MRA_REGISTRATION_H
#define EXPRESSWAY_MRA_REGISTRATION_H

#include "service.h"

/* REGISTERs whose digests are remembered until a SERVICE has the same one. The oldest are dropped
 * first. */
#define MRA_REGISTRATION_ROOM 4096

/* How many of a flow's latest SERVICEs are searched for the cause of a forwarded REGISTER. */
#define MRA_REGISTRATION_LOOK_BACK 64

/* Called once. */
void mra_registration_register(void);

/* Notes a REGISTER that is not on a traversal flow. */
void mra_registration_note(const packet_info *pinfo, const sip_message *message);

/* Notes a REGISTER from Expressway-E to Expressway-C. */
void mra_registration_note_forwarded(expressway_flow *flow, const sip_message *message,
                                     const packet_info *pinfo);

/* Notes a response of Expressway-C's to a REGISTER. The latest final one counts: a challenge comes first. */
void mra_registration_note_answer(expressway_flow *flow, const sip_message *message,
                                  const packet_info *pinfo);

/* Joins a SERVICE with the REGISTER that has the same credentials, if one was seen. */
void mra_registration_join(expressway_service *service);

/* The first SERVICE that the REGISTER in that frame has caused, or NULL. */
const expressway_service *mra_registration_service_of(guint32 frame);

#endif
