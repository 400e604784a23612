/* leg-note.h
 * What a frame shows that marks its connection: fingerprints, and where it was captured.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LEG_NOTE_H
#define EXPRESSWAY_LEG_NOTE_H

#include "../flow.h"
#include "../frame/tcp-segment.h"

#include "../../model/sip/sip-message.h"

/* Fingerprints that a flow still makes once it is paired, for further legs and for the clocks. */
#define FINGERPRINTS_OF_PAIRED 32

/* After so many records of the client, a connection that can be decrypted has shown SIP: in TLS 1.3, two
 * come before it. */
#define LEG_RECORDS_TO_SETTLE 3

/* Called once. */
void leg_note_register(void);

/* What a flow's frame carries: a segment with data, which may be TLS; a SIP message; a segment again, for
 * where it was captured. */
void leg_note_tls(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                  const tcp_segment *segment);
void leg_note_message(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                      const sip_message *message);
void leg_note_segment(const packet_info *pinfo, expressway_flow *flow, bool from_client,
                      const tcp_segment *segment);

#endif
