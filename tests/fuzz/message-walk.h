/* message-walk.h
 * Reads everything that the model can read in a run of bytes, and ends the program if a result breaks a
 * promise of the model's headers. The unit tests and the fuzzer share it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TESTS_MESSAGE_WALK_H
#define EXPRESSWAY_TESTS_MESSAGE_WALK_H

#include "text-view.h"

/* Walks the message at the start of bytes, and bytes themselves as a header section, a list of values, of
 * parameters, a URI and a Via. Every view must lie within bytes. */
void message_walk(text_view bytes);

#endif
