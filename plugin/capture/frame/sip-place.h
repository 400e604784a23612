/* sip-place.h
 * Where in a frame's buffers SIP was dissected. Our own dissectors note it; of a stream that Wireshark found
 * by itself it is told from the frame's data. No field of SIP's is wanted for it: every wanted field makes
 * Wireshark build a tree for every frame.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_PLACE_H
#define EXPRESSWAY_SIP_PLACE_H

#include "../../ws-compat.h"

#include "../../model/text-view.h"

/* Called once: proto is the protocol whose data packets carry. */
void sip_place_register(int proto);

/* tvb is about to be dissected as SIP from start on. Noted before it is: the dissector may end with an
 * exception. */
void sip_place_begin(packet_info *pinfo, tvbuff_t *tvb, gint start);

/* It was dissected up to end, which is not before start. */
void sip_place_end(packet_info *pinfo, gint start, gint end);

/* The bytes in which SIP was dissected: text_view, in order. The frame has a layer of SIP; tvb has its bytes.
 * *is_guessed: nobody has noted them. Valid until the frame has been dissected. */
wmem_array_t *sip_place_of_frame(packet_info *pinfo, tvbuff_t *tvb, bool *is_guessed);

#endif
