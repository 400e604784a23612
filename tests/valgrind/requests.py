#!/usr/bin/env python3
"""Print requests for one sharkd that loads each capture of a table, filters it, builds the tree of each frame and
asks for its expert infos. The table, on standard input, is that of capinfos -T -r -M -c: path, tab, packets."""

import json
import sys


def requests(path, packets):
    yield "load", {"file": path}
    yield "frames", {"filter": "expressway"}
    for number in range(1, packets + 1):
        yield "frame", {"frame": number, "proto": True, "columns": True}
    yield "tap", {"tap0": "expert"}


if __name__ == "__main__":
    number = 0
    for line in sys.stdin:
        capture, count = line.rstrip("\n").split("\t")
        for method, parameters in requests(capture, int(count)):
            number += 1
            print(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}))
