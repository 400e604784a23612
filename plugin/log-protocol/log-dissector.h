/* log-dissector.h
 * Protocol expressway.log: each frame is an entry of an Expressway's diagnostic log. A SIP or HTTP message in
 * an entry goes to Wireshark's own dissector as it was on the wire.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_DISSECTOR_H
#define EXPRESSWAY_LOG_DISSECTOR_H

/* Registers the protocol, its fields and its dissector, which the records of a log refer to by name. Called
 * once. */
void log_dissector_register(void);

/* Called at hand-off: finds the other dissectors. */
void log_dissector_handoff(void);

#endif
