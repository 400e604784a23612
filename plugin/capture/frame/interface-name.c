/* interface-name.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "interface-name.h"

#include "../kept-text.h"

#include <string.h>

/* Whether name continues with word, and no letter follows. */
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

/* Length of the host in "expc-eth0", "expc eth0" or "expc". */
static size_t
length_of_host(const char *name)
{
    size_t length = strcspn(name, " ");

    for (size_t i = 1; i + 1 < length; i++) {
        if (strchr("-_.:", name[i]) != NULL &&
            g_ascii_strncasecmp(name + i + 1, "eth", sizeof "eth" - 1) == 0)
            return i;
    }
    return length;
}

const char *
interface_name_host(const packet_info *pinfo)
{
    const char *name = compat_interface_name(pinfo);

    return name != NULL ? kept_text_shared(pinfo->pool, text_view_of(name, length_of_host(name))) : NULL;
}
