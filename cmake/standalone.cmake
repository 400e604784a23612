# Outside Wireshark's source tree: the installed Wireshark, and the two macros of its tree that CMakeLists.txt
# uses (cmake/modules/WiresharkPlugin.cmake there), for a plugin built against the installed one.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

find_package(Wireshark CONFIG REQUIRED)
set(wireshark_minor "${Wireshark_MAJOR_VERSION}.${Wireshark_MINOR_VERSION}")
if(wireshark_minor VERSION_LESS 4.0)
  message(FATAL_ERROR "Wireshark ${wireshark_minor} is too old: 4.0 or later is needed")
elseif(wireshark_minor VERSION_GREATER 4.6)
  message(WARNING "Wireshark ${wireshark_minor} is newer than any this has been tested with (4.0 to 4.6)")
endif()
message(STATUS "Building for Wireshark ${Wireshark_VERSION}")
find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB2 REQUIRED IMPORTED_TARGET glib-2.0)
set(glib PkgConfig::GLIB2)

add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Werror)

if(EXPRESSWAY_PERSONAL)
  set(plugin_folder "$ENV{HOME}/.local/lib/wireshark/plugins/${wireshark_minor}")
else()
  set(plugin_folder "${Wireshark_PLUGIN_INSTALL_DIR}")
endif()

add_custom_target(plugins) # all modules

# The module name, of the sources in PLUGIN_FILES.
macro(add_wireshark_plugin_library name folder)
  add_library("${name}" MODULE ${PLUGIN_FILES})
  set_target_properties("${name}" PROPERTIES PREFIX "" OUTPUT_NAME "${name}")
  target_include_directories("${name}" SYSTEM PRIVATE ${Wireshark_INCLUDE_DIR})
  add_dependencies(plugins "${name}")
  set_property(DIRECTORY APPEND PROPERTY EXPRESSWAY_MODULES "${name}")
endmacro()

macro(install_plugin name folder)
  install(TARGETS "${name}" LIBRARY DESTINATION "${plugin_folder}/${folder}" NAMELINK_SKIP)
endmacro()
