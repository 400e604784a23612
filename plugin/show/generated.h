/* generated.h
 * Fields whose values no bytes of the packet hold: Wireshark shows them in brackets. They have no place in
 * tvb. Each function returns the item, and works where tree is NULL.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_GENERATED_H
#define EXPRESSWAY_GENERATED_H

#include "../ws-compat.h"

proto_item *generated_uint(proto_tree *tree, int field, tvbuff_t *tvb, guint32 value);
proto_item *generated_boolean(proto_tree *tree, int field, tvbuff_t *tvb, bool value);
proto_item *generated_time(proto_tree *tree, int field, tvbuff_t *tvb, const nstime_t *value);

/* Copies value. Adds nothing, and returns NULL, where value is NULL. */
proto_item *generated_string(proto_tree *tree, int field, tvbuff_t *tvb, const char *value);

/* Adds nothing, and returns NULL, where frame is 0. */
proto_item *generated_frame(proto_tree *tree, int field, tvbuff_t *tvb, guint32 frame);

#endif
