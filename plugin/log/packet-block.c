/* packet-block.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "packet-block.h"

/* Stops at the first option. */
static compat_bool
no_option(wtap_block_t block _U_, unsigned option _U_, wtap_opttype_e type _U_, wtap_optval_t *value _U_,
          void *data _U_)
{
    return FALSE;
}

wtap_block_t
packet_block_next(wtap_block_t *shared)
{
    if (*shared != NULL && !wtap_block_foreach_option(*shared, no_option, NULL)) {
        wtap_block_unref(*shared);
        *shared = NULL;
    }
    if (*shared == NULL)
        *shared = wtap_block_create(WTAP_BLOCK_PACKET);
    return wtap_block_ref(*shared);
}
