/* readable-text.h
 * Text that somebody else has written, as it may stand within a line of ours.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_READABLE_TEXT_H
#define EXPRESSWAY_READABLE_TEXT_H

#include "../ws-compat.h"

#include "../model/text-view.h"

/* Valid UTF-8. What is not printable is escaped: control characters, characters that turn the direction of
 * writing, what ends a line or a paragraph (which Wireshark takes for printable). In allocator's memory. */
const char *readable_text(wmem_allocator_t *allocator, text_view text);

#endif
