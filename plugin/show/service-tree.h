/* service-tree.h
 * What is linked with a SERVICE: its response, the phone's REGISTER, and what its body asks for.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SERVICE_TREE_H
#define EXPRESSWAY_SERVICE_TREE_H

#include "claim-tree.h"

#include "../model/sip/sip-message.h"

/* Registers fields of protocol proto. */
void service_tree_register(int proto);

/* Whether anybody reads what the body of a SERVICE asks for. tree may be NULL. */
bool service_tree_body_is_read(proto_tree *tree);

/* Adds what the record's SERVICE, request or response, is linked with to tree (may be NULL), and a failure to
 * the Info column. message: the record's, read again, or NULL. Returns the item of the status, NULL where
 * there is none. */
proto_item *service_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record,
                              claim_place place, const sip_message *message);

/* Adds to the frame's tree that it holds a phone's REGISTER that has caused a SERVICE. False where it does
 * not. */
bool service_tree_show_register(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
