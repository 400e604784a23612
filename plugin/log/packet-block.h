/* packet-block.h
 * The block of options that each record has. Those of a log have no options, so all records share one block.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_PACKET_BLOCK_H
#define EXPRESSWAY_PACKET_BLOCK_H

#include "wtap-compat.h"

/* A reference to a block without options, for the next record. It is *shared, unless somebody has added an
 * option for the record before, such as a comment; then *shared becomes a new one. NULL is replaced as well.
 */
wtap_block_t packet_block_next(wtap_block_t *shared);

#endif
