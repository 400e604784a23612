#!/bin/sh
# Builds the plugin and runs all tests on Debian; installs what they need:
#     sh scripts/test.sh
# EXPRESSWAY_FUZZ_SECONDS: how long each fuzz target runs (default: 60).
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

# Debian names clang's runtime by its version, and has an unversioned name only since Debian 12.
needed="gcc libc6-dev cmake ninja-build pkg-config libglib2.0-dev wireshark-dev tshark clang libclang-rt-dev
    python3-pytest python3-jsonschema util-linux iproute2 nftables procps tcpdump valgrind"
[ "${1:-}" != --needs ] || {
    echo "$needed"
    exit 0
}

top=$(cd "$(dirname "$0")/.." && pwd)
build=${EXPRESSWAY_BUILD:-$top/build-test}

# shellcheck disable=SC2086 # a list of words is meant
sh "$top/scripts/install-debian-packages.sh" $needed

# The whole suite runs with gcc's build; clang must build it without a warning too.
cmake -S "$top" -B "$build-clang" -G Ninja -DCMAKE_C_COMPILER=clang
cmake --build "$build-clang"
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_C_COMPILER=gcc -DEXPRESSWAY_TESTS=ON \
    "-DEXPRESSWAY_FUZZ_SECONDS=${EXPRESSWAY_FUZZ_SECONDS:-60}"
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure -j 2
