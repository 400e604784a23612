/* tap-refusal.c
 * Refuses the argument of a statistic. Before Wireshark 4.6, a statistic cannot return an error: it ends
 * the program, as Wireshark's own do (ui/cli/tap-*.c). checkAPIs allows that to statistics and not to
 * dissectors.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#ifdef COMPAT_STAT_INIT_EXITS
#include <stdlib.h>

void
tap_refusal_exit(void)
{
    exit(EXIT_FAILURE);
}
#endif
