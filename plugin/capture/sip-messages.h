/* sip-messages.h
 * The SIP messages of a frame in order, read from where SIP was dissected.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_MESSAGES_H
#define EXPRESSWAY_SIP_MESSAGES_H

#include "../ws-compat.h"

#include "../model/sip/sip-message.h"

/* All zero: no message. */
typedef struct {
    wmem_array_t *places; /* of sip_place_of_frame; NULL where there are none */
    guint place;          /* how many of them have been begun */
    text_view rest;       /* of the place */
    guint32 count;        /* messages read */
    const char *start;    /* of the message read last */
} sip_messages;

/* Reads the next message. SIP that SIP carries (message/sip) is a body: it is not a message of the frame.
 * False at the end. */
bool sip_messages_next(sip_messages *messages, sip_message *message);

/* Reads on to the message of that number, from 0. False where it was passed already or there is no such
 * message. */
bool sip_messages_find(sip_messages *messages, guint32 number, sip_message *message);

#endif
