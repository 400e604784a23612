#!/bin/sh
# Fetches the source package of Debian 12's Wireshark, whose tools check plugins and in whose tree the plugin can be
# built; prints the path of the unpacked tree:
#     sh scripts/wireshark-source.sh
# Needs root. The tree is kept beside the roots of scripts/root.sh. If that exits with 75 (the mirror does not answer),
# so does this.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
root=$(sh "$top/scripts/root.sh" make bookworm source dpkg-dev)
tree=$(dirname "$root")/wireshark-source

if [ ! -f "$tree.made" ]; then
    rm -rf "$tree" "$root/source"
    # shellcheck disable=SC2016 # for the inner shell
    sh "$top/scripts/root.sh" run "$root" sh -c 'set -e
        sed "s/^deb /deb-src /" /etc/apt/sources.list >/etc/apt/sources.list.d/source.list
        apt-get update -q -o APT::Update::Error-Mode=any || exit 75
        mkdir /source && cd /source && apt-get source -q wireshark
        mv wireshark-*/ wireshark' >"$tree.log" 2>&1 || {
        status=$?
        grep -m 1 '^E:' "$tree.log" >&2 || tail -n 20 "$tree.log" >&2
        exit $status
    }
    mv "$root/source/wireshark" "$tree"
    rm -rf "$root/source"
    touch "$tree.made"
fi
echo "$tree"
