# Inside Wireshark's source tree, as one of its custom plugins (docs/building.md): its compiler flags, its macros
# add_wireshark_plugin_library and install_plugin, its folders. Both modules bring their own module file, since
# plugin.c, which Wireshark's tools would write, knows no statistics in a dissector's plugin.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
include(WiresharkPlugin)

set_module_info(expressway ${PROJECT_VERSION_MAJOR} ${PROJECT_VERSION_MINOR} ${PROJECT_VERSION_PATCH} 0)
set(glib "") # comes with epan
