#!/bin/sh
# Builds the plugin and tshark inside Wireshark's source tree, and judges a sample with them. The first time it takes
# about 20 minutes on two cores. On Debian it installs what it needs:
#     sh scripts/in-tree.sh [TREE [BUILD]]
# TREE: an unpacked source of Wireshark (default: Debian 12's, see scripts/wireshark-source.sh). It gets a link to this
# repository in plugins/epan, and is otherwise left alone. BUILD: where to build (default: TREE-build).
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
tree=${1:-$(sh "$top/scripts/wireshark-source.sh")}
build=${2:-$tree-build}

sh "$top/scripts/install-debian-packages.sh" gcc g++ libc6-dev cmake ninja-build pkg-config perl python3 flex \
    libglib2.0-dev libc-ares-dev libgcrypt20-dev libgnutls28-dev libpcre2-dev libspeexdsp-dev libpcap-dev util-linux

ln -sfn "$top" "$tree/plugins/epan/expressway"
# Of Wireshark, only tshark is built.
set -- -DBUILD_wireshark=OFF
for program in capinfos captype dumpcap editcap mergecap mmdbresolve randpkt rawshark reordercap sharkd text2pcap; do
    set -- "$@" "-DBUILD_$program=OFF"
done
cmake -S "$tree" -B "$build" -G Ninja "$@" -DENABLE_LUA=OFF -DENABLE_KERBEROS=OFF \
    -DCUSTOM_PLUGIN_SRC_DIR=plugins/epan/expressway
modules=$(cmake --build "$build" --target help | sed -n 's/^\(expressway\|expressway-log\): phony$/\1/p')
# shellcheck disable=SC2086 # a list of words is meant
cmake --build "$build" --target tshark $modules

# Wireshark run by root does not load plugins from a build folder.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cp "$top/samples/seed/expc-broken.pcapng" "$work/"
chmod 644 "$work/expc-broken.pcapng"
as_user=""
[ "$(id -u)" -ne 0 ] || as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"
cd "$work"
tshark="$as_user env HOME=$work $build/run/tshark"
listed=$($tshark -G plugins)
for module in $modules; do
    echo "$listed" | grep "$build/run/plugins/.*/$module\.so" || {
        echo "$tshark does not load $module" >&2
        exit 1
    }
done
$tshark -q -z expressway,report -r expc-broken.pcapng | grep "Flow 0: NAT-reflected (proven)"
