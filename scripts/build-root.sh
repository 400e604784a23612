#!/bin/sh
# A root of another system with all that building, testing and packaging the plugin need, and a copy of these sources
# in its /src/expressway. Prints the root's path:
#     sh scripts/build-root.sh SUITE
# Needs root. scripts/root.sh makes and keeps the root; if it exits with 75 (the mirror does not answer), so does this.
# The caller must hold /run/lock/expressway-roots.lock, because there is only one such root for each suite.
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
