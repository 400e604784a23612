/* flow-direction.h
 * Which end of a frame's connection is the client.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_DIRECTION_H
#define EXPRESSWAY_FLOW_DIRECTION_H

#include "../../ws-compat.h"

#include "../../model/text-view.h"

/* What a frame has shown that its connection carries. */
typedef enum {
    FLOW_CARRIES_SIP,
    FLOW_CARRIES_TLS,
    FLOW_CARRIES_CLIENT_HELLO, /* TLS, and this is its first message */
    FLOW_CARRIES_SERVER_HELLO  /* TLS, and this is the answer to that */
} flow_carried;

/* What bytes at the start of a segment of TLS show. */
flow_carried flow_direction_carried_by_tls(text_view bytes);

/* Finds the client: by who opened the connection, else by a hello, else by the ports. If one of these is a
 * traversal port, the other is the server's only if it belongs to a known service that fits what is
 * carried. False if nothing shows the client. */
bool flow_direction_of(packet_info *pinfo, flow_carried carried, bool *from_client);

/* The same of a connection to a traversal port; false of any other. */
bool flow_direction_of_traversal(packet_info *pinfo, flow_carried carried, bool *from_client);

#endif
