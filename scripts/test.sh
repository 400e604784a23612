#!/bin/sh
# Builds the plugin and runs all tests on Debian; installs what they need:
#     sh scripts/test.sh
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
build=${EXPRESSWAY_BUILD:-$top/build-test}

sh "$top/scripts/install-debian-packages.sh" gcc libc6-dev cmake ninja-build pkg-config libglib2.0-dev \
    wireshark-dev tshark clang python3-pytest util-linux
# Debian names clang's runtime by its version, and has an unversioned name only since Debian 12.
sh "$top/scripts/install-debian-packages.sh" libclang-rt-dev

# The whole suite runs with gcc's build; clang must build it without a warning too.
cmake -S "$top" -B "$build-clang" -G Ninja -DCMAKE_C_COMPILER=clang
cmake --build "$build-clang"
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_C_COMPILER=gcc -DEXPRESSWAY_TESTS=ON
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure -j 2
