/* packet-expressway.h
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef PACKET_EXPRESSWAY_H
#define PACKET_EXPRESSWAY_H

/* Registers the protocol, its fields and preferences. Called once, before the hand-off. */
void proto_register_expressway(void);

/* Finds the other dissectors, registers heuristics and statistics. Called once, after all are registered. */
void proto_reg_handoff_expressway(void);

#endif
