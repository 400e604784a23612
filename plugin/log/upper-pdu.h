/* upper-pdu.h
 * A record of a diagnostic log in the form that Wireshark calls an upper PDU (link type 252): the name of the
 * dissector, the addresses and ports that are known, and then the record just as it is in the log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_UPPER_PDU_H
#define EXPRESSWAY_UPPER_PDU_H

#include "wtap-compat.h"

#include "../model/endpoint.h"

/* The name of the dissector (20 bytes with its tag), two IPv6 addresses, port type and two ports, and the end
 * tag. */
#define UPPER_PDU_LONGEST_TAGS (20 + 2 * 20 + 3 * 8 + 4)

/* Replaces the content of buffer. An end with HOST_NONE gets no tags. */
void upper_pdu_write(Buffer *buffer, const endpoint *source, const endpoint *destination, text_view record);

#endif
