/* observe-log.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-log.h"

static int log_protocol = -1;

void
observe_log_handoff(void)
{
    log_protocol = proto_registrar_get_id_byname("expressway.log");
}

void
observe_log_entry(packet_info *pinfo _U_, const log_entry *entry _U_)
{
}

bool
observe_frame_is_log_entry(const packet_info *pinfo)
{
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);

    for (; layer != NULL; layer = wmem_list_frame_next(layer)) {
        if (GPOINTER_TO_INT(wmem_list_frame_data(layer)) == log_protocol)
            return true;
    }
    return false;
}
