# What is installed beside the modules: the profile, the helper command and its manual page.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
if(EXPRESSWAY_PERSONAL)
  set(profile_folder "$ENV{HOME}/.config/wireshark/profiles")
  set(command_folder "$ENV{HOME}/.local/bin")
  set(manual_folder "$ENV{HOME}/.local/share/man/man1")
else()
  set(profile_folder "${Wireshark_INSTALL_PREFIX}/share/wireshark/profiles")
  set(command_folder "${Wireshark_INSTALL_PREFIX}/bin")
  set(manual_folder "${Wireshark_INSTALL_PREFIX}/share/man/man1")
endif()

install(DIRECTORY profile/Expressway DESTINATION "${profile_folder}")
install(PROGRAMS scripts/expressway-case DESTINATION "${command_folder}")
install(FILES docs/expressway-case.1 DESTINATION "${manual_folder}")
