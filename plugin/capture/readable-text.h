/* readable-text.h
 * Text from the capture, made safe to print within a line.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_READABLE_TEXT_H
#define EXPRESSWAY_READABLE_TEXT_H

#include "../ws-compat.h"

#include "../model/text-view.h"

/* Valid UTF-8. What is not printable is escaped: control characters, and characters that change the
 * direction of writing or end a line or paragraph (Wireshark takes these for printable). In allocator's
 * memory. */
const char *readable_text(wmem_allocator_t *allocator, text_view text);

#endif
