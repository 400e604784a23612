/* claim.h
 * The address that Expressway-E takes for Expressway-C's, as a SIP message carries it: in the first Route of
 * a SERVICE, or in received= and rport= of a Via. verdict.h judges it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CLAIM_H
#define EXPRESSWAY_CLAIM_H

#include "../endpoint.h"
#include "sip-message.h"

typedef enum {
    CLAIM_NONE,     /* the message has no claim */
    CLAIM_READ,     /* address and text are set */
    CLAIM_MALFORMED /* it should be there but cannot be read: place and problem are set */
} claim_presence;

typedef struct {
    endpoint address;    /* host HOST_NONE where the claim has a name; port 0 where it has no port */
    text_view host_text; /* as written */
    text_view place;     /* the bytes of the claim, to be highlighted */
    const char *problem; /* static text: what is wrong there */
} claim;

/* Reads the claim of the first Route of a SERVICE request. There is one only where the URI of the Route has
 * the parameter `apparent`, with or without a value. The caller has made sure that the message is a SERVICE
 * from Expressway-E to C. */
claim_presence claim_from_route(const sip_message *message, claim *read);

/* Reads the claim in received= and rport= of the top Via of a response (RFC 3261 section 18.2.1, RFC 3581
 * section 4). Of several rport the one with a value counts; without rport the claim is the host alone;
 * without received there is no claim. The caller has made sure that the response is from E to C. */
claim_presence claim_from_via(const sip_message *message, claim *read);

#endif
