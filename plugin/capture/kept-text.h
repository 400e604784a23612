/* kept-text.h
 * A text of the capture that is kept for as long as the file is open.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_KEPT_TEXT_H
#define EXPRESSWAY_KEPT_TEXT_H

#include "../ws-compat.h"

#include "../model/text-view.h"

/* Longer texts are cut. No zone name is that long. */
#define KEPT_TEXT_LONGEST 255U

/* A copy in file scope that may be printed: see readable-text.h. An absent text gives NULL. scratch needs to
 * live for the call only. */
const char *kept_text(wmem_allocator_t *scratch, text_view text);

/* The same text in allocator's memory, to show what is not kept. */
const char *kept_text_shown(wmem_allocator_t *allocator, text_view text);

/* Called once. */
void kept_text_register(void);

/* The same for a text that recurs: equal texts are one copy. */
const char *kept_text_shared(wmem_allocator_t *scratch, text_view text);

#endif
