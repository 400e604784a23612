/* generated.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "generated.h"

static proto_item *
generated(proto_item *item)
{
    proto_item_set_generated(item);
    return item;
}

proto_item *
generated_uint(proto_tree *tree, int field, tvbuff_t *tvb, guint32 value)
{
    return generated(proto_tree_add_uint(tree, field, tvb, 0, 0, value));
}

proto_item *
generated_boolean(proto_tree *tree, int field, tvbuff_t *tvb, bool value)
{
    return generated(proto_tree_add_boolean(tree, field, tvb, 0, 0, value));
}

proto_item *
generated_time(proto_tree *tree, int field, tvbuff_t *tvb, const nstime_t *value)
{
    return generated(proto_tree_add_time(tree, field, tvb, 0, 0, value));
}

proto_item *
generated_string(proto_tree *tree, int field, tvbuff_t *tvb, const char *value)
{
    return value != NULL ? generated(proto_tree_add_string(tree, field, tvb, 0, 0, value)) : NULL;
}

proto_item *
generated_frame(proto_tree *tree, int field, tvbuff_t *tvb, guint32 frame)
{
    return frame != 0 ? generated_uint(tree, field, tvb, frame) : NULL;
}
