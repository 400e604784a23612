/* wiretap-module.c
 * What Wireshark looks for in expressway-log.so.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define WS_BUILD_DLL

#include "wtap-compat.h"

#include <ws_symbol_export.h>

#include "log-reader.h"

WS_DLL_PUBLIC_DEF const gchar plugin_version[] = EXPRESSWAY_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);
WS_DLL_PUBLIC uint32_t plugin_describe(void);

void
plugin_register(void)
{
    static wtap_plugin expressway_log;

    expressway_log.register_wtap_module = register_log_reader;
    wtap_register_plugin(&expressway_log);
}

/* 4.4: Help > About shows what kind of plugin this is; 2 is a file type (WS_PLUGIN_DESC_FILE_TYPE). */
uint32_t
plugin_describe(void)
{
    return 2;
}
