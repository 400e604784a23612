#!/usr/bin/env python3
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which way the includes of the plugin's sources go.

A module is NAME.c with its NAME.h. This fails, and names the chain, where a module reaches itself; where an include
runs up, from a folder to one that builds on it; and where plugin/model/ includes anything but ISO C, the sockets'
addresses, and the compiler's header of vector instructions. Usage: includes.py ROOT, or includes.py --self-test, which shows that each of these is found."""
import os
import re
import sys
import tempfile

# Folder of plugin/, and the folders that its files may include beside their own.
MAY_INCLUDE = {
    "model": (),
    "log": ("model",),
    "capture": ("model",),
    "observe": ("capture", "model"),
    "finding": ("capture", "model"),
    "dissect": ("capture", "model"),
    "show": ("finding", "capture", "model"),
    "report": ("finding", "capture", "model"),
    "log-protocol": ("show", "finding", "observe", "capture", "model"),
}
TOP = "the top"  # packet-expressway.c and epan-module.c may include everything
COMPAT = "plugin/ws-compat.h"
MODEL_HEADERS = {
    "assert.h", "complex.h", "ctype.h", "errno.h", "fenv.h", "float.h", "inttypes.h", "iso646.h", "limits.h",
    "locale.h", "math.h", "setjmp.h", "signal.h", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h",
    "stdint.h", "stdio.h", "stdlib.h", "stdnoreturn.h", "string.h", "tgmath.h", "threads.h", "time.h", "uchar.h",
    "wchar.h", "wctype.h",
    "arpa/inet.h", "winsock2.h", "ws2tcpip.h", "emmintrin.h",
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.MULTILINE)


def sources(root):
    """Paths of all sources, from the root, with slashes."""
    top = ("packet-expressway.c", "packet-expressway.h")
    found = [name for name in top if os.path.exists(os.path.join(root, name))]
    for folder, _, names in os.walk(os.path.join(root, "plugin")):
        for name in names:
            if name.endswith((".c", ".h")):
                found.append(os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/"))
    return sorted(found)


def layer_of(path):
    """The folder of plugin/ that the file is in; None where there is no rule for it."""
    parts = path.split("/")
    if parts[0] != "plugin" or len(parts) == 2:
        return TOP
    return parts[1] if parts[1] in MAY_INCLUDE else None


def read_includes(root, files):
    """{file: ([files that it includes], [system headers])}; what cannot be found is a problem."""
    includes, problems = {}, []
    for path in files:
        with open(os.path.join(root, path), encoding="utf-8") as source:
            pairs = INCLUDE.findall(source.read())
        folder = os.path.dirname(path)
        own = [os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/") for name, _ in pairs if name]
        problems += [f"{path} includes {name}, which is not there" for name in own if name not in files]
        includes[path] = ([name for name in own if name in files], [name for _, name in pairs if name])
    return includes, problems


def arrows_up(includes):
    problems = []
    for path, (own, _) in includes.items():
        layer = layer_of(path)
        if layer is None:
            problems.append(f"{path}: no rule says what its folder may include")
            continue
        if layer == TOP:
            continue
        for name in own:
            if name == COMPAT and layer != "model":
                continue
            if layer_of(name) != layer and layer_of(name) not in MAY_INCLUDE[layer]:
                problems.append(f"{path} includes {name}: {layer}/ may not")
    return problems


def foreign_headers_of_model(includes):
    return [f"{path} includes <{name}>: model/ has ISO C only"
            for path, (_, system) in includes.items() if layer_of(path) == "model"
            for name in system if name not in MODEL_HEADERS]


def module_of(path):
    return os.path.splitext(path)[0]


def circles(includes):
    """One chain for each module that is found to reach itself, by depth first search."""
    arrows = {}
    for path, (own, _) in includes.items():
        targets = arrows.setdefault(module_of(path), {})
        for name in own:
            if module_of(name) != module_of(path):
                targets.setdefault(module_of(name), f"{path} includes {name}")
    problems, done, way = [], set(), []

    def visit(module):
        if module in way:
            ring = way[way.index(module):] + [module]
            steps = [arrows[one][next_one] for one, next_one in zip(ring, ring[1:])]
            problems.append("a circle of modules:\n  " + "\n  ".join(steps))
            return
        if module in done:
            return
        way.append(module)
        for target in sorted(arrows.get(module, ())):
            visit(target)
        way.pop()
        done.add(module)

    for module in sorted(arrows):
        visit(module)
    return problems


def check(root):
    files = sources(root)
    if not any(path.startswith("plugin/") for path in files):
        return [f"{root} has no plugin/"]
    includes, problems = read_includes(root, files)
    return problems + arrows_up(includes) + foreign_headers_of_model(includes) + circles(includes)


GOOD = {
    "packet-expressway.c": '#include "plugin/show/tree.h"\n#include "plugin/observe/observe.h"\n',
    "plugin/ws-compat.h": "#include <wireshark.h>\n",
    "plugin/model/endpoint.h": "#include <stdint.h>\n",
    "plugin/capture/flow.h": '#include "../ws-compat.h"\n#include "../model/endpoint.h"\n',
    "plugin/capture/flow.c": '#include "flow.h"\n#include "leg/leg.h"\n',
    "plugin/capture/leg/leg.h": '#include "../../model/endpoint.h"\n',
    "plugin/observe/observe.h": '#include "../capture/flow.h"\n',
    "plugin/show/tree.h": '#include "../capture/flow.h"\n',
}

# What is added to that tree, and what must be said of it.
BAD = [
    ({"plugin/capture/leg/leg.c": '#include "leg.h"\n#include "../summary.h"\n',
      "plugin/capture/summary.h": '#include "flow.h"\n'},
     "a circle of modules:\n  plugin/capture/flow.c includes plugin/capture/leg/leg.h\n"
     "  plugin/capture/leg/leg.c includes plugin/capture/summary.h\n"
     "  plugin/capture/summary.h includes plugin/capture/flow.h"),
    ({"plugin/capture/text.c": '#include "../observe/observe.h"\n'},
     "plugin/capture/text.c includes plugin/observe/observe.h"),
    ({"plugin/show/tree.c": '#include "../observe/observe.h"\n'},
     "plugin/show/tree.c includes plugin/observe/observe.h"),
    ({"plugin/model/claim.c": '#include "../capture/flow.h"\n'}, "plugin/model/claim.c includes plugin/capture/flow.h"),
    ({"plugin/model/claim.c": '#include "../ws-compat.h"\n'}, "plugin/model/claim.c includes plugin/ws-compat.h"),
    ({"plugin/model/claim.c": "#  include <glib.h>\n"}, "plugin/model/claim.c includes <glib.h>"),
    ({"plugin/other/other.c": '#include "../capture/flow.h"\n'}, "plugin/other/other.c: no rule"),
    ({"plugin/show/tree.c": '#include "gone.h"\n'}, "plugin/show/gone.h, which is not there"),
]


def check_tree(tree):
    with tempfile.TemporaryDirectory() as root:
        for path, text in tree.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as source:
                source.write(text)
        return check(root)


def self_test():
    problems = [f"a good tree is refused: {problem}" for problem in check_tree(GOOD)]
    for added, expected in BAD:
        found = check_tree({**GOOD, **added})
        if len(found) != 1 or expected not in found[0]:
            problems.append(f"expected one problem, {expected!r}, and found {found}")
    if not check_tree({"packet-expressway.c": ""}):
        problems.append("a folder without sources is accepted")
    return problems


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems = self_test() if sys.argv[1] == "--self-test" else check(sys.argv[1])
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
