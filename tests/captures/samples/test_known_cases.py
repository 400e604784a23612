"""Captures and logs that were once judged wrong, kept beside the repository, with the right verdicts.

EXPRESSWAY_CASES: folder with expected.tsv and the files that it names (default: shared/cases/verdicts beside the
repository). The other files test each kind of mistake on captures of their own.
"""

import json
import os
from pathlib import Path

import pytest
from conftest import REPOSITORY

FOLDER = Path(os.environ.get("EXPRESSWAY_CASES",
                             REPOSITORY.parent / "shared" / "cases" / "verdicts"))


def cases():
    """[(file, [verdict:confidence of each flow])]"""
    table = FOLDER / "expected.tsv"
    rows = table.read_text().splitlines() if table.is_file() else []
    return [(row.split("\t")[0], row.split("\t")[1].split(",")) for row in rows if row and row[0] != "#"]


CASES = cases()


def test_the_table_names_all_files():
    if not FOLDER.is_dir():
        pytest.skip(f"no known cases: {FOLDER} is absent (EXPRESSWAY_CASES names another)")
    assert {name for name, _ in CASES} == {path.name for path in FOLDER.iterdir()} - {"expected.tsv"}


def is_right(found, expected):
    return found == expected or (expected, found) == ("own address:proven", "own address:probable")


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name, expected", CASES, ids=[name for name, _ in CASES])
def test_each_flow_has_its_verdict(wireshark, name, expected, options):
    path = FOLDER / name
    lines = wireshark.run("-q", *options, "-z", "expressway,json", "-r",
                          wireshark.save_bytes(path.read_bytes(), path.suffix)).stdout.splitlines()
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    found = [f"{one['verdict']}:{one['confidence']}" for one in objects if one.get("type", "flow") == "flow"]
    assert len(found) == len(expected)
    assert all(is_right(*pair) for pair in zip(found, expected)), found
