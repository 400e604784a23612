/* reader.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reader.h"

#include <epan/tap.h>

static int own_protocol = -1;
static int expert_protocol = -1;
static int expert_tap;

void
reader_handoff(int proto)
{
    own_protocol = proto;
}

/* Wireshark registers the protocol of expert infos, and their tap, only when it opens the first file. */
static void
find_expert_infos(void)
{
    if (expert_protocol != -1)
        return;
    expert_protocol = proto_registrar_get_id_byname("_ws.expert");
    expert_tap = find_tap_id("expert");
}

bool
reader_is_there(const packet_info *pinfo, proto_tree *tree)
{
    find_expert_infos();
    return pinfo->cinfo != NULL ||
           (tree != NULL && (proto_field_is_referenced(tree, own_protocol) ||
                             proto_field_is_referenced(tree, expert_protocol))) ||
           have_tap_listener(expert_tap);
}
