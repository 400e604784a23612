#!/usr/bin/env python3
"""Print requests for one sharkd that loads each capture named, filters it, builds the tree of each frame and
asks for its expert infos."""

import json
import struct
import sys
from pathlib import Path

ENHANCED_PACKET = 6


def frames(contents):
    """How many packets a little-endian pcapng file has."""
    count = position = 0
    while position + 8 <= len(contents):
        kind, length = struct.unpack_from("<II", contents, position)
        count += kind == ENHANCED_PACKET
        position += max(length, 12)
    return count


def requests(path):
    yield "load", {"file": path}
    yield "frames", {"filter": "expressway"}
    for number in range(1, frames(Path(path).read_bytes()) + 1):
        yield "frame", {"frame": number, "proto": True, "columns": True}
    yield "tap", {"tap0": "expert"}


if __name__ == "__main__":
    number = 0
    for capture in sys.argv[1:]:
        for method, parameters in requests(capture):
            number += 1
            print(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}))
