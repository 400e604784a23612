/* observe-sip.h
 * What the SIP messages of a frame tell of their traversal flow.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_SIP_H
#define EXPRESSWAY_OBSERVE_SIP_H

#include "../ws-compat.h"

/* places: the bytes in which the frame has SIP (sip-place.h). Makes a record of each message that belongs to
 * a traversal flow. */
void observe_sip_places(packet_info *pinfo, wmem_array_t *places);

#endif
