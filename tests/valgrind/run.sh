#!/bin/sh
# Opens every sample under valgrind, in stock programs with the plugin: all of them in one sharkd, which builds
# every tree, and one in tshark, for the reports. Any error fails, except Wireshark's own in sharkd.supp:
#     sh tests/valgrind/run.sh FOLDER [all]       FOLDER: where the modules were built
# all: those of the failures too (samples/lab/failures), which are many and much alike; by hand.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

modules=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

minor=$(tshark --version 2>/dev/null | sed -n '1s/.* \([0-9]*\.[0-9]*\)\.[0-9]*.*/\1/p')
mkdir -p "$work/plugins/$minor/epan" "$work/plugins/$minor/wiretap" "$work/home"
cp "$modules/expressway.so" "$work/plugins/$minor/epan/"
cp "$modules/expressway-log.so" "$work/plugins/$minor/wiretap/"
cp -r "$top/samples" "$top/tests/valgrind/sharkd.supp" "$work/"
chmod -R a+rX "$work"

# Wireshark run by root does not load plugins.
if [ "$(id -u)" -eq 0 ]; then
    chown -R 65534:65534 "$work/home"
    as_user="setpriv --reuid=65534 --regid=65534 --clear-groups"
else
    as_user=""
fi
plain() {
    $as_user env "HOME=$work/home" "WIRESHARK_PLUGIN_DIR=$work/plugins" "$@"
}
checked() {
    plain valgrind --quiet --error-exitcode=9 --suppressions="$work/sharkd.supp" "$@"
}

[ "$(plain tshark -G plugins | grep -c "^expressway.*$work/plugins")" -eq 2 ] || {
    echo "tshark does not load both modules from $work/plugins" >&2
    exit 1
}
[ "${2:-}" = all ] || rm -r "$work/samples/lab/failures"
find "$work/samples" -name '*.pcap*' -o -name 'loggingsnapshot*' | sort >"$work/list"
plain xargs capinfos -T -r -M -c <"$work/list" >"$work/table"
python3 "$top/tests/valgrind/requests.py" <"$work/table" >"$work/requests"
checked sharkd - <"$work/requests" >"$work/answers"
asked=$(wc -l <"$work/requests")
if [ "$(grep -c '"result"' "$work/answers")" -ne "$asked" ] || ! grep -q NAT-reflected "$work/answers"; then
    echo "sharkd did not answer each of $asked requests" >&2
    grep -m 5 '"error"' "$work/answers" >&2
    exit 1
fi

checked tshark -2 -V -z expressway,report -z expressway,json -r "$work/samples/seed/expc-broken.pcapng" >"$work/report"
grep -q "Flow 0: NAT-reflected (proven)" "$work/report"
echo "$(wc -l <"$work/list") samples, $asked requests: no error"
