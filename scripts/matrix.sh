#!/bin/sh
# Runs all tests with every supported Wireshark, in minimal roots of the systems that have them, packages the plugin
# there, and installs and removes the packages in fresh roots:
#     sh scripts/matrix.sh [SUITE...]
# SUITE: bookworm, noble, trixie, forky (default: all). Packages go to dist/.
# EXPRESSWAY_TESTED: the version of the package tshark with which all tests have just passed on this machine. Where a
# suite has the same, they are not run again.
# Needs root, debootstrap and util-linux. The roots are kept (scripts/root.sh says where). If a mirror does not answer,
# the tests that need it are skipped, and the output says so. Everything else that goes wrong is a failure.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || set -- bookworm trixie forky noble

[ "$(id -u)" -eq 0 ] || {
    echo "scripts/matrix.sh needs root: it makes roots of other systems and changes into them." >&2
    exit 1
}
sh "$top/scripts/install-debian-packages.sh" debootstrap util-linux

exec 9>/run/lock/expressway-roots.lock # one run at a time in the same roots
flock 9
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
table=$work/table
passed=0 failed=0 skipped=0
unreachable=75

result() { # VERSION SUITE WHAT OUTCOME: one line of the table
    printf '%-6s %-9s %-9s %s\n' "$@" | tee -a "$table"
    case $4 in
    passed*) passed=$((passed + 1)) ;;
    skipped*) skipped=$((skipped + 1)) ;;
    FAILED*) failed=$((failed + 1)) ;;
    esac
}

# attempt VERSION SUITE WHAT COMMAND...: its output is shown where it fails.
attempt() {
    version=$1 suite=$2 what=$3 log=$work/log began=$(date +%s) status=0
    shift 3
    "$@" >"$log" 2>&1 || status=$?
    seconds=$(($(date +%s) - began))
    case $status in
    0) result "$version" "$suite" "$what" "passed in $seconds s: $(grep -E '^[0-9]+% tests passed|^Made |removed without' "$log" |
        tail -n 1)" ;;
    "$unreachable") result "$version" "$suite" "$what" "skipped: $(tail -n 1 "$log")" ;;
    *)
        cat "$log"
        result "$version" "$suite" "$what" "FAILED (status $status)"
        ;;
    esac
    return "$status"
}

in_root() {
    sh "$top/scripts/root.sh" run "$root" "$@"
}

version_in() { # ROOT
    # shellcheck disable=SC2016 # for dpkg-query
    sh "$top/scripts/root.sh" run "$1" dpkg-query -W -f '${Version}' tshark
}

# The fuzzers run only briefly in the roots: the long run is outside, and the Wireshark version does not matter to them.
run_tests() {
    in_root env "EXPRESSWAY_FUZZ_SECONDS=${EXPRESSWAY_FUZZ_SECONDS:-5}" sh /src/expressway/scripts/test.sh
}

make_packages() {
    in_root env "SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct 2>/dev/null || date +%s)}" \
        sh /src/expressway/scripts/package.sh /src/dist &&
        mkdir -p "$top/dist" && cp "$root"/src/dist/* "$top/dist/"
}

try_packages() { # SUITE
    sh "$top/tests/packages/install-and-remove.sh" "$1" "$root"/src/dist/*.deb "$root"/src/dist/*.tar.gz
}

for suite in "$@"; do
    case $suite in
    bookworm) expected=4.0 ;;
    noble) expected=4.2 ;;
    trixie) expected=4.4 ;;
    forky) expected=4.6 ;;
    *) echo "Unknown suite $suite" >&2 && exit 2 ;;
    esac

    status=0
    root=$(sh "$top/scripts/build-root.sh" "$suite" 2>"$work/log") || status=$?
    if [ $status -ne 0 ]; then
        [ $status -eq $unreachable ] && outcome="skipped: $(tail -n 1 "$work/log")" || outcome=FAILED
        cat "$work/log"
        result "$expected" "$suite" root "$outcome"
        continue
    fi
    found=$(version_in "$root" | sed 's/^\([0-9]*\.[0-9]*\)\..*/\1/')
    [ "$found" = "$expected" ] || result "$expected" "$suite" root "skipped: $suite has Wireshark $found now"

    if [ "$(version_in "$root")" = "${EXPRESSWAY_TESTED:-none}" ]; then
        result "$found" "$suite" tests "not run again: they passed on this machine with tshark $EXPRESSWAY_TESTED"
    else
        attempt "$found" "$suite" tests run_tests || true
    fi
    # Packages are for Debian.
    if [ "$suite" != noble ] && attempt "$found" "$suite" build make_packages; then
        attempt "$found" "$suite" install try_packages "$suite" || true
    fi
    rm -rf "$root/src"
done

echo
echo "Matrix:"
cat "$table"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
