#!/bin/sh
# Packages the plugin for the Wireshark of this Debian: a .deb, checked by lintian, and a .tar.gz for a personal
# plugin folder. Installs what it needs:
#     sh scripts/package.sh [FOLDER]        FOLDER: where they go (default: dist)
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

needed="build-essential cmake ninja-build pkg-config libglib2.0-dev wireshark-dev debhelper lintian"
[ "${1:-}" != --needs ] || {
    echo "$needed"
    exit 0
}

top=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:-$top/dist}"
dist=$(cd "${1:-$top/dist}" && pwd)
name="wireshark-plugin-expressway"

# shellcheck disable=SC2086 # a list of words is meant
sh "$top/scripts/install-debian-packages.sh" $needed

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=$work/$name
mkdir "$sources"
sh "$top/scripts/sources.sh" | tar -C "$sources" -x
cd "$sources"
cp -r packaging/debian debian

# A package belongs to one minor version of Wireshark, so its version names it: 0.1.0+ws4.0 gives way to 0.1.0+ws4.4.
version=$(sed -n 's/^project(expressway-wireshark VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
wireshark=$(dpkg-query -W -f '${Version}' wireshark-dev | sed 's/^\([0-9]*\.[0-9]*\)\..*/\1/')
: "${SOURCE_DATE_EPOCH:=$(git -C "$top" log -1 --format=%ct 2>/dev/null || date +%s)}"
export SOURCE_DATE_EPOCH
cat >debian/changelog <<END
$name ($version+ws$wireshark) unstable; urgency=medium

  * For Wireshark $wireshark; what changed stands in changelog.gz.

 -- $(sed -n 's/^Maintainer: //p' debian/control)  $(date -R -u -d "@$SOURCE_DATE_EPOCH")
END
dpkg-buildpackage -b -us -uc >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}
# lintian must not report anything on the package, not even what it calls informational.
lintian --allow-root --no-cfg --display-info --fail-on error,warning,info "$work"/${name}_*.deb
cp "$work"/${name}_*.deb "$dist/"

# The same modules, for ~/.local/lib/wireshark/plugins. All other files are in a folder that Wireshark ignores.
personal=$work/personal
extras=$personal/expressway-$version
mkdir -p "$extras"
cp -r "debian/$name/usr/lib/"*/wireshark/plugins/* "$personal/"
cp -r README.md CHANGELOG.md LICENSE docs profile scripts/expressway-case "$extras/"
archive=expressway-$version-wireshark$wireshark-linux-$(uname -m).tar.gz
tar -C "$personal" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - . |
    gzip -n9 >"$dist/$archive"
echo "Made $archive and $(basename "$work"/${name}_*.deb), in which lintian finds nothing"
