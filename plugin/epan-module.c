/* epan-module.c
 * What Wireshark looks for in expressway.so.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define WS_BUILD_DLL

#include "ws-compat.h"

#include <ws_symbol_export.h>

#include <epan/proto.h>

#include "../packet-expressway.h"

WS_DLL_PUBLIC_DEF const gchar plugin_version[] = EXPRESSWAY_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);
WS_DLL_PUBLIC uint32_t plugin_describe(void);

void
plugin_register(void)
{
    static proto_plugin expressway;

    expressway.register_protoinfo = proto_register_expressway;
    expressway.register_handoff = proto_reg_handoff_expressway;
    proto_register_plugin(&expressway);
}

/* 4.4: Help > About says what a plugin is; 1 is a dissector (WS_PLUGIN_DESC_DISSECTOR). */
uint32_t
plugin_describe(void)
{
    return 1;
}
