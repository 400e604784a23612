#!/bin/sh
# Writes the sources as they are in the work tree, without built files, as a tar archive to standard output:
#     sh scripts/sources.sh | tar -C FOLDER -x
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu

cd "$(dirname "$0")/.."
if git -c safe.directory='*' rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git -c safe.directory='*' ls-files -z --cached --others --exclude-standard
else
    find . \( -path './build*' -o -path ./dist -o -name __pycache__ \) -prune -o -type f -print0
fi | tar --null --files-from=- --ignore-failed-read --warning=no-failed-read --owner=0 --group=0 -c
