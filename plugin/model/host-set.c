/* host-set.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "host-set.h"

const named_host *
host_set_find(const host_set *set, host_address host)
{
    for (unsigned i = 0; i < set->count; i++) {
        if (host_address_equals(set->hosts[i].host, host))
            return &set->hosts[i];
    }
    return NULL;
}

bool
host_set_add(host_set *set, host_address host, uint32_t frame, const char *said)
{
    if (host.family == HOST_NONE || host_set_find(set, host) != NULL || set->count == HOST_SET_ROOM)
        return false;
    set->hosts[set->count++] = (named_host){host, frame, said};
    return true;
}
