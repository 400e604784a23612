#!/bin/sh
# Builds and installs the plugin on Debian, and judges a sample, or the capture that you name:
#     sh scripts/try.sh [CAPTURE]
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
capture=${1:-$top/samples/seed/expc-broken.pcapng}
build=${EXPRESSWAY_BUILD:-$top/build-try}

sh "$top/scripts/install-debian-packages.sh" gcc libc6-dev cmake ninja-build pkg-config libglib2.0-dev \
    wireshark-dev tshark

# tshark run by root does not look into personal plugin folders, so root installs the plugin into the global one. Each
# way has a build folder of its own, so that root's files do not get in the way.
if [ "$(id -u)" -eq 0 ]; then
    personal=OFF
    build=$build-root
else
    personal=ON
fi
if ! { cmake -S "$top" -B "$build" -G Ninja -DEXPRESSWAY_PERSONAL=$personal && cmake --build "$build" &&
    cmake --install "$build"; } >"$build.log" 2>&1; then
    cat "$build.log" >&2
    exit 1
fi
rm -f "$build.log"

tshark -q -z expressway,report -r "$capture"
