/* log-dissector.h
 * Protocol expressway.log: frames that are entries of an Expressway's diagnostic log. A SIP or HTTP message
 * in one is given to Wireshark's own dissector as it was on the wire.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_DISSECT_DIAGNOSTIC_LOG_H
#define EXPRESSWAY_DISSECT_DIAGNOSTIC_LOG_H

/* Registers the protocol, its fields and its dissector, which records of a log name. Called once. */
void log_dissector_register(void);

/* Called at hand-off: finds the other dissectors. */
void log_dissector_handoff(void);

#endif
