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

/* Reads the sent-by of the top Via. False where there is no readable Via. */
bool client_word_from_via(const sip_message *message, sip_host_port *sent_by);

/* Reads the agent of the first Warning with code 399 (RFC 3261 section 20.43: code, agent, quoted text).
 * False where there is none. */
bool client_word_from_warning(const sip_message *message, sip_host_port *agent);

/* Reads the host that an OPTIONS keep-alive is sent to: the host of its Request-URI. False where that cannot
 * be read and for any other message. An OPTIONS that is passed on is not a keep-alive: it has more than one
 * Via, or Max-Forwards above 0, or a user in its URI. Nor is one that names the host of its own Via. */
bool client_word_dialled(const sip_message *message, sip_host_port *dialled);

#endif
