#!/usr/bin/env python3
"""Build the files beside this one: `python3 samples/case/make.py [FOLDER]`.

The logs, captures and archives of the document's case, as an engineer is sent them. README.md says
what is the document's and what was added. The same arguments always give the same bytes.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "seed"), str(HERE.parent)]

import case_archives  # noqa: E402
import case_captures  # noqa: E402
import case_logs  # noqa: E402


def files():
    """{name: contents} of everything."""
    logs = {name: log.contents() for name, log in case_logs.logs().items()}
    captures = case_captures.captures()
    return {**logs, **captures, **case_archives.archives(logs, captures)}


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, contents in files().items():
        (folder / name).write_bytes(contents)
