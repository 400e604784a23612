#!/bin/sh
# Roots of other systems, made by debootstrap and kept between runs:
#     sh scripts/root.sh make SUITE                     makes or finds a minimal root of the suite; prints its path
#     sh scripts/root.sh make SUITE NAME PACKAGE...     the same of SUITE-NAME, which has these packages too
#     sh scripts/root.sh run ROOT COMMAND...            runs a command in a root, as its root user, with /proc and /sys
# Needs root, debootstrap and util-linux. Roots are kept in $EXPRESSWAY_ROOTS, else in
# ~/.cache/expressway-wireshark/roots (or under $XDG_CACHE_HOME); remove the folder to start over. A root in which
# something has been installed since is made again, one older than 30 days if the mirror answers. If the mirror does not
# answer and must, this exits with 75, with only the reason on standard error.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
roots=${EXPRESSWAY_ROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/expressway-wireshark/roots}
days=30
unreachable=75
ubuntu_keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg

# The mounts end with the command, however it ends. The root is mounted on itself, because network namespaces can be
# made only if / is a mount. Of this system's environment, only the proxy settings are passed on.
run() {
    root=$1
    shift
    cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    # shellcheck disable=SC2016 # for the inner shell
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        unshare --mount --pid --fork --kill-child sh -c \
        'mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && { mount -t sysfs sys "$0/sys" || :; } 2>/dev/null &&
            exec chroot "$0" "$@"' \
        "$root" "$@"
}

is_fresh() {
    [ -f "$1.made" ] && [ -z "$(find "$1.made" -mtime "+$days")" ]
}

# What a root has: the packages that it was made with, and the state of all packages in it. Whoever installs something
# in a kept root by hand changes the state, and the root is made again: tests must not find what others left.
contents() { # ROOT PACKAGE...
    root=$1
    shift
    echo "$*"
    sha256sum <"$root/var/lib/dpkg/status"
}

give_up() { # LOG PATTERN: a mirror that does not answer is distinguished from any other failure
    if reason=$(grep -m 1 -E "$2" "$1"); then
        echo "the mirror does not answer: $reason" >&2
        exit $unreachable
    fi
    tail -n 30 "$1" >&2
    exit 1
}

install_packages() { # ROOT PACKAGE...: the newest version that the mirror has
    root=$1
    shift
    run "$root" apt-get update -q -o APT::Update::Error-Mode=any >"$root.log" 2>&1 ||
        give_up "$root.log" '^(E|W|Err).*(Failed to fetch|resolv|connect|timed out|[Tt]imeout)'
    run "$root" apt-get install -q -y --no-install-recommends "$@" >"$root.log" 2>&1 ||
        give_up "$root.log" '^E: Failed to fetch'
    rm -f "$root.log"
}

# Ubuntu's keyring: this system's, or the one in Debian's package.
find_ubuntu_keyring() {
    [ -f "$ubuntu_keyring" ] && return
    debian=$(sh "$0" make trixie keyring ubuntu-keyring)
    ubuntu_keyring=$debian$ubuntu_keyring
}

# A fresh root takes the place of an old one only once it is whole.
bootstrap() {
    suite=$1 root=$roots/$1 log=$roots/$1.log
    set -- --variant=minbase
    script=sid # one script serves all of Debian's suites, also those that debootstrap does not know
    if [ "$suite" = noble ]; then
        find_ubuntu_keyring
        set -- "$@" --components=main,universe --keyring="$ubuntu_keyring"
        script=gutsy # one serves all of Ubuntu's
    fi
    echo "Making a root of $suite: $root" >&2
    rm -rf "$root.new"
    if debootstrap "$@" "$suite" "$root.new" "" "/usr/share/debootstrap/scripts/$script" >"$log" 2>&1; then
        # A mirror that lags behind is good enough; its files are still checked against the archive's signature.
        echo 'Acquire::Check-Valid-Until "false";' >"$root.new/etc/apt/apt.conf.d/90-expressway"
        rm -rf "$root" "$log"
        mv "$root.new" "$root"
        touch "$root.made"
    elif [ -f "$root.made" ]; then
        echo "The old root of $suite stays, no new one could be made: $(grep -m 1 '^E:' "$log")" >&2
    else
        give_up "$log" '^E: (Failed getting release|Couldn.t download|Invalid Release file, no entry)'
    fi
}

make_root() {
    suite=$1
    if [ $# -eq 1 ]; then
        is_fresh "$roots/$suite" || bootstrap "$suite"
        echo "$roots/$suite"
        return
    fi
    name=$suite-$2
    shift 2
    minimal=$(sh "$0" make "$suite")
    if ! is_fresh "$roots/$name" || [ "$(cat "$roots/$name.made")" != "$(contents "$roots/$name" "$@")" ]; then
        rm -rf "${roots:?}/$name" "$roots/$name.made"
        cp -a --reflink=auto "$minimal" "$roots/$name"
        install_packages "$roots/$name" "$@"
        contents "$roots/$name" "$@" >"$roots/$name.made"
    fi
    echo "$roots/$name"
}

[ "$(id -u)" -eq 0 ] || {
    echo "$0 needs root: it makes roots and changes into them." >&2
    exit 1
}
mkdir -p "$roots"
command=$1
shift
case $command in
make) make_root "$@" ;;
run) run "$@" ;;
*) sed -n 2,9p "$top/scripts/root.sh" >&2 && exit 2 ;;
esac
