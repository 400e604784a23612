/* client-word.h
 * Where Expressway-C names its own address: the top Via of its requests, and the agent of a Warning: 399 in
 * its response to SERVICE.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CLIENT_WORD_H
#define EXPRESSWAY_CLIENT_WORD_H

#include "sip-message.h"
#include "sip-uri.h"

/* Reads the sent-by of the top Via. False where there is no Via that can be read. */
bool client_word_from_via(const sip_message *message, sip_host_port *sent_by);

/* Reads the agent of the first Warning with code 399 (RFC 3261 section 20.43: code, agent, quoted text).
 * False where there is none. */
bool client_word_from_warning(const sip_message *message, sip_host_port *agent);

/* Reads the host that an OPTIONS keep-alive dials: that of its Request-URI. False where that cannot be read,
 * and for any other message, an OPTIONS that is passed on too: that has more than one Via or Max-Forwards
 * left, or is for a user; and for one that names the host of its own Via. */
bool client_word_dialled(const sip_message *message, sip_host_port *dialled);

#endif
