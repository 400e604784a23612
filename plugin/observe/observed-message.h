/* observed-message.h
 * A SIP message of a flow while it is read, and what is done alike for messages of both sides.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVED_MESSAGE_H
#define EXPRESSWAY_OBSERVED_MESSAGE_H

#include "../capture/evidence.h"
#include "../capture/sip-record.h"

#include "../model/sip/claim.h"
#include "../model/sip/expressway-marks.h"

typedef struct {
    packet_info *pinfo;
    const sip_message *message;
    const expressway_marks *marks;
    const char *start; /* of the item's bytes */
    expressway_flow *flow;
    bool from_client;
    sip_record *record;
} observed_message;

/* Notes in the message's record that the text at read->place cannot be read. where names the header or
 * body that has it. */
void observed_message_note_malformed(const observed_message *seen, const char *where, const claim *read);

/* The flow learns the claim, which is returned. */
flow_claim *observed_message_note_claim(const observed_message *seen, const claim *read,
                                        flow_claim_carrier carrier);

/* Whether C can have named that host as its own. */
bool observed_message_is_own_word(const observed_message *seen, host_address host);

#endif
