# Configures the plugin in WORK with a Wireshark of VERSION that consists only of its CMake package; see
# CMakeLists.txt for OUTCOME and TEXT.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
file(REMOVE_RECURSE "${WORK}")
string(REPLACE "." ";" parts "${VERSION}")
list(GET parts 0 major)
list(GET parts 1 minor)
file(WRITE "${WORK}/wireshark/WiresharkConfig.cmake" "
set(Wireshark_VERSION ${VERSION})
set(Wireshark_MAJOR_VERSION ${major})
set(Wireshark_MINOR_VERSION ${minor})
set(Wireshark_INSTALL_PREFIX ${WORK}/prefix)
set(Wireshark_INCLUDE_DIR ${WORK}/prefix/include)
set(Wireshark_PLUGIN_INSTALL_DIR ${WORK}/prefix/plugins)
foreach(library IN ITEMS epan wiretap wsutil)
  add_library(\${library} INTERFACE IMPORTED)
endforeach()
")
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}/build" -G "${GENERATOR}"
  "-DWireshark_DIR=${WORK}/wireshark" RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)

# CMake wraps long messages.
string(REGEX REPLACE "[ \n]+" " " unfolded "${said}")
string(FIND "${unfolded}" "${TEXT}" at)
if(OUTCOME STREQUAL "refused" AND status EQUAL 0)
  message(FATAL_ERROR "Wireshark ${VERSION} was not refused:\n${said}")
elseif(NOT OUTCOME STREQUAL "refused" AND NOT status EQUAL 0)
  message(FATAL_ERROR "Wireshark ${VERSION} was refused:\n${said}")
elseif(OUTCOME STREQUAL "silent" AND NOT at EQUAL -1)
  message(FATAL_ERROR "Wireshark ${VERSION} was warned about:\n${said}")
elseif(NOT OUTCOME STREQUAL "silent" AND at EQUAL -1)
  message(FATAL_ERROR "\"${TEXT}\" was not said of Wireshark ${VERSION}:\n${said}")
endif()
