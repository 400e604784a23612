#!/bin/sh
# Installs the packages of one Debian in a fresh root of it, opens a sample as an ordinary user, removes the packages,
# and expects them to leave no trace:
#     sh tests/packages/install-and-remove.sh SUITE DEB ARCHIVE
# Needs root. If scripts/root.sh exits with 75 (the mirror does not answer), so does this.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

suite=$1 deb=$2 archive=$3
top=$(cd "$(dirname "$0")/../.." && pwd)

clean=$(sh "$top/scripts/root.sh" make "$suite" user tshark)
root=$clean-try
rm -rf "$root"
trap 'rm -rf "$root"' EXIT
cp -a --reflink=auto "$clean" "$root"

home=/home/engineer
mkdir -p "$root$home/.local/lib/wireshark/plugins" "$root/tmp/packages"
cp "$top/samples/seed/expc-broken.pcapng" "$top"/samples/case/diagnostic_log_*.tar.gz "$root$home/"
cp "$deb" "$archive" "$root/tmp/packages/"
chmod 755 "$root/tmp/packages"
chown -R 65534:65534 "$root$home"

administrator() {
    sh "$top/scripts/root.sh" run "$root" "$@"
}

engineer() {
    administrator setpriv --reuid=65534 --regid=65534 --clear-groups env "HOME=$home" "$@"
}

fail() {
    echo "$suite: $1" >&2
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" >&2
    exit 1
}

# Each module of the package is loaded, from this folder, and the sample is judged.
expect_plugin() { # FOLDER LIST-OF-MODULES
    listed=$(engineer tshark -G plugins)
    for module in $2; do
        case $listed in
        *"$1"*"/$module"*) ;;
        *) fail "tshark does not load $module from $1:" "$listed" ;;
        esac
    done
    report=$(engineer tshark -q -z expressway,report -r "$home/expc-broken.pcapng" 2>&1) ||
        fail "tshark failed:" "$report"
    case $report in
    *"Flow 0: NAT-reflected (proven)"*) ;;
    *) fail "the sample is not judged:" "$report" ;;
    esac
}

# Everything in the root except the states and logs that apt and dpkg keep of their own work.
everything() {
    # shellcheck disable=SC2016 # for the inner shell
    administrator sh -c 'all() {
            find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run -o -path /var/log \
                -o -path /var/cache -o -path /var/lib/apt -o -path "/var/lib/dpkg/status*" \
                -o -path "/var/lib/dpkg/lock*" -o -path /etc/resolv.conf \) -prune -o "$@"
        }
        all -printf "%p %y %m %U:%G %l\n" | sort
        all -type f -exec sha256sum {} + | sort -k 2
        dpkg-query -W'
}

everything >"$root.before"
modules=$(dpkg-deb -c "$deb" | sed -n 's|.*/\([^/]*\.so\)$|\1|p')
[ -n "$modules" ] || fail "there is no module in $deb"

administrator apt-get install -q -y --no-install-recommends "/tmp/packages/$(basename "$deb")" >"$root.log" 2>&1 ||
    fail "the package cannot be installed:" "$(cat "$root.log")"
expect_plugin /usr/lib "$modules"
administrator test -d /usr/share/wireshark/profiles/Expressway || fail "the profile is not installed"
report=$(engineer sh -c 'cd && expressway-case diagnostic_log_*.tar.gz && rm case.pcapng' 2>&1) ||
    fail "expressway-case failed:" "$report"
case $report in
*"NAT-reflected (proven)"*) ;;
*) fail "expressway-case does not judge the sample:" "$report" ;;
esac
administrator apt-get purge -q -y wireshark-plugin-expressway >"$root.log" 2>&1 ||
    fail "the package cannot be removed:" "$(cat "$root.log")"
everything >"$root.after"
difference=$(diff "$root.before" "$root.after") || fail "the package leaves traces:" "$difference"
if engineer tshark -G plugins | grep -q expressway; then
    fail "tshark still has the plugin"
fi

plugins=$home/.local/lib/wireshark/plugins
engineer tar -C "$plugins" -xzf "/tmp/packages/$(basename "$archive")" || fail "the archive cannot be unpacked"
expect_plugin "$plugins" "$modules"
if administrator env "HOME=$home" tshark -G plugins 2>/dev/null | grep -q expressway; then
    fail "tshark run by root loads personal plugins: the README says it does not"
fi
rm -f "$root.before" "$root.after" "$root.log"
echo "$suite: $(basename "$deb") and $(basename "$archive") were installed, used and removed without a trace"
