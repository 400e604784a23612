/* observe-client.h
 * What the SIP messages of a flow's client, Expressway-C, tell of it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_CLIENT_H
#define EXPRESSWAY_OBSERVE_CLIENT_H

#include "observed-message.h"

/* The flow, and the message's record, learn what the message says. */
void observe_client_message(const observed_message *seen);

#endif
