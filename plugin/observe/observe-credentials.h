/* observe-credentials.h
 * Whether Expressway-E accepts the credentials of the traversal zone. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_OBSERVE_CREDENTIALS_H
#define EXPRESSWAY_OBSERVE_CREDENTIALS_H

#include "observed-message.h"

/* An OPTIONS of Expressway-C, or Expressway-E's response to one. */
void observe_credentials(const observed_message *seen);

#endif
