#!/bin/sh
# Runs all checkers on the code. None may report anything. Installs what it needs:
#     sh scripts/check.sh [CHECK...]
# CHECK: format, tidy, cppcheck, shellcheck, wireshark, sanitizers, valgrind (default: all).
# If a mirror does not answer, checks that need it are skipped, and the output says so.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
build=${EXPRESSWAY_BUILD:-$top/build-check}
unreachable=75
[ $# -gt 0 ] || set -- format tidy cppcheck shellcheck wireshark sanitizers valgrind

list() { # PATTERN...: files of the sources
    sh "$top/scripts/sources.sh" | tar -t | sort | grep -E "$1"
}

check_format() {
    list '\.[ch]$' | xargs clang-format --dry-run -Werror
}

configure() { # FOLDER OPTION...
    folder=$1
    shift
    cmake -S . -B "$folder" -G Ninja -DCMAKE_C_COMPILER=gcc -DEXPRESSWAY_TESTS=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$@"
}

# .clang-tidy lists the checks. The tests' sources are checked too.
check_tidy() {
    configure "$build"
    list '^(plugin/|tests/unit/|packet-).*\.c$' | xargs -P 2 -n 4 clang-tidy -p "$build" --quiet
    clang-tidy --quiet tests/fuzz/*.c -- -std=gnu11 -Iplugin/model
}

# assignmentInAssert, assertWithSideEffect: GLib's assertions are never compiled out.
check_cppcheck() {
    cppcheck --std=c11 --library=gtk --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --quiet \
        -j 2 --suppress='assignmentInAssert:tests/*' --suppress='assertWithSideEffect:tests/*' packet-expressway.c plugin tests/unit tests/fuzz
}

check_shellcheck() {
    list '' | grep -v '/$' | while read -r file; do
        case $(head -n 1 "$file" | tr -d '\0') in
        '#!'*/sh | '#!'*bash) echo "$file" ;;
        esac
    done | xargs shellcheck
}

# Like Wireshark's own build, this checks statistics and file readers without the rules for dissectors. These tools
# print what they find, but not all of them set their exit status. nocheck-shadow: that check takes members of a
# struct for variables; gcc's -Wshadow is on.
check_wireshark() {
    tools=$(sh scripts/wireshark-source.sh)/tools
    set +e
    {
        list '^(plugin/|packet-).*\.[ch]$' | grep -v -e '^plugin/log/' -e '/tap-refusal\.c$' |
            xargs perl "$tools/checkAPIs.pl" --nocheck-shadow -g dissectors-prohibited -g dissectors-restricted
        perl "$tools/checkAPIs.pl" --nocheck-shadow plugin/log/*.[ch] plugin/report/tap-refusal.c
        list '^(plugin/|packet-).*\.c$' | xargs perl "$tools/checkhf.pl"
        for file in $(list '^(plugin/|packet-).*\.c$'); do
            python3 "$tools/check_typed_item_calls.py" --file "$top/$file" --mask --label --missing-items
        done | grep -v -e '^Examining:' -e "^$top/" -e '^0 warnings' -e '^$'
    } >"$work/found" 2>&1
    cat "$work/found"
    [ ! -s "$work/found" ]
}

# With Debian 12's ASan, its C library's setlocale leaves a broken lock behind, and capinfos, editcap and mergecap wait
# for it forever, without the plugin too.
asan_works() {
    LD_PRELOAD=$(gcc -print-file-name=libasan.so) ASAN_OPTIONS=detect_leaks=0 timeout 20 capinfos --help >/dev/null
}

check_sanitizers() {
    if asan_works; then
        sanitizers_here
    else
        echo "Run in a root of Debian 13."
        exec 9>/run/lock/expressway-roots.lock
        flock 9
        root=$(sh scripts/build-root.sh trixie)
        sh scripts/root.sh run "$root" sh /src/expressway/scripts/check.sh --run sanitizers_here
        rm -rf "$root/src"
    fi
}

# All tests on captures except those that measure memory, in stock programs, with the modules under ASan and UBSan.
# They fail if either reports anything.
# WIRESHARK_DEBUG_WMEM_OVERRIDE: otherwise Wireshark's pools hide accesses beyond the end of a block from ASan.
sanitizers_here() {
    configure "$build-sanitizers" \
        -DCMAKE_C_FLAGS="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
    cmake --build "$build-sanitizers" --target plugins
    LD_PRELOAD="$(gcc -print-file-name=libasan.so):$(gcc -print-file-name=libubsan.so)" \
        WIRESHARK_DEBUG_WMEM_OVERRIDE=simple ASAN_OPTIONS=detect_leaks=0 PYTEST_ADDOPTS="-m 'not memory and not failures'" \
        ctest --test-dir "$build-sanitizers" --output-on-failure -R captures -j 2
}

check_valgrind() {
    configure "$build"
    cmake --build "$build" --target plugins
    sh tests/valgrind/run.sh "$build"
}

# One check, in a process of its own, so that any command that fails in it ends it.
if [ "$1" = --run ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$2"
    exit
fi

# shellcheck disable=SC2046 # a list of words is meant
sh scripts/install-debian-packages.sh $(sh scripts/test.sh --needs) clang-format clang-tidy cppcheck shellcheck perl

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
for check in "$@"; do
    status=0 began=$(date +%s)
    sh scripts/check.sh --run "check_$check" >"$work/log" 2>&1 || status=$?
    seconds=$(($(date +%s) - began))
    case $status in
    0)
        passed=$((passed + 1))
        echo "$check: no findings ($seconds s)" | tee -a "$work/table"
        ;;
    "$unreachable")
        skipped=$((skipped + 1))
        echo "$check: skipped: $(tail -n 1 "$work/log")" | tee -a "$work/table"
        ;;
    *)
        failed=$((failed + 1))
        cat "$work/log"
        echo "$check: FAILED" | tee -a "$work/table"
        ;;
    esac
done

echo
echo "Checks:"
cat "$work/table"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
