/* interface-name.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "interface-name.h"

#include <string.h>

/* Whether the next word of name is word, and no letter follows. */
static bool
word_ends_with(const char *name, const char *word)
{
    size_t length = strlen(word);

    return g_ascii_strncasecmp(name, word, length) == 0 && !g_ascii_isalpha(name[length]);
}

/* "expressway-c", "expc", "VCS-C eth0", "exp_e.1": the product's word, then the letter of the side. */
static flow_vantage
vantage_of_name(const char *name)
{
    static const char *const products[] = {"expressway", "exp", "vcs"};

    for (const char *at = name; *at != '\0'; at++) {
        if (at > name && g_ascii_isalpha(at[-1]))
            continue;
        for (guint i = 0; i < G_N_ELEMENTS(products); i++) {
            size_t length = strlen(products[i]);
            const char *side = at + length;

            if (g_ascii_strncasecmp(at, products[i], length) != 0)
                continue;
            side += strspn(side, "-_ .");
            if (word_ends_with(side, "c"))
                return VANTAGE_EXPRESSWAY_C;
            if (word_ends_with(side, "e"))
                return VANTAGE_EXPRESSWAY_E;
        }
    }
    return VANTAGE_UNKNOWN;
}

flow_vantage
interface_name_vantage(const packet_info *pinfo)
{
    const char *name = compat_interface_name(pinfo);

    return name != NULL ? vantage_of_name(name) : VANTAGE_UNKNOWN;
}
