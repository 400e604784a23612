#!/bin/sh
# A root of another system with all that building, testing and packaging the plugin need, and a copy of these sources
# in its /src/expressway; prints the root's path:
#     sh scripts/build-root.sh SUITE
# Needs root: see scripts/root.sh, which makes and keeps it, and whose 75 (the mirror does not answer) it hands on.
# Who uses it holds /run/lock/expressway-roots.lock, since there is one such root of each suite.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck disable=SC2046 # lists of words are meant
root=$(sh "$top/scripts/root.sh" make "$1" build $(sh "$top/scripts/test.sh" --needs) \
    $(sh "$top/scripts/package.sh" --needs))

rm -rf "$root/src"
mkdir -p "$root/src/expressway"
sh "$top/scripts/sources.sh" | tar -C "$root/src/expressway" -x
# The tests look for the foreign captures and the known cases beside the sources.
for folder in corpus cases; do
    if [ -d "$top/../shared/$folder" ]; then
        mkdir -p "$root/src/shared"
        cp -r "$top/../shared/$folder" "$root/src/shared/$folder"
    fi
done
echo "$root"
