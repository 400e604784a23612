/* expressway-marks.h
 * The marks by which SIP is recognised as an Expressway's own, and what such a message says about its sender.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_MARKS_H
#define EXPRESSWAY_MARKS_H

#include "sip-message.h"

/* Absent parts have data NULL. All are views into the message. */
typedef struct {
    text_view version;       /* "X8.7.2", of User-Agent or Server */
    text_view egress_zone;   /* of the top Via */
    text_view ingress_zone;  /* of the top Via */
    text_view ingress_id;    /* ingress-zone-id of the top Via */
    text_view proxy_call_id; /* of the top Via */
} expressway_marks;

/* Whether an Expressway wrote message on this very connection, and what it says about itself. True where the
 * top Via has egress-zone or ingress-zone, where a SERVICE comes from `serviceproxy`, and where the product
 * is TANDBERG/41xx and only the sender itself can have written that (one Via, or a SERVICE). A User-Agent
 * travels end to end, so with further Vias it says nothing about the ends of this connection. */
bool expressway_marks_read(const sip_message *message, expressway_marks *marks);

#endif
