"""The README says which failure is recognised from which evidence. Its marks are those of the samples' expected.json,
which test_failures.py holds the plugin to."""

import json
import re
from collections import defaultdict

from conftest import REPOSITORY

SAMPLES = REPOSITORY / "samples"
COLUMNS = ("c", "e", "both", "readable", "c-log", "e-log")
MARKS = {"proven": "P", "probable": "p"}


def column_of(view):
    return "readable" if view.endswith("-keyed") else view


def marks_of_the_samples():
    """{key: {column: marks}}"""
    found = defaultdict(lambda: defaultdict(set))
    for path in (SAMPLES / "lab" / "failures").glob("*/expected.json"):
        for view, expected in json.loads(path.read_text())["views"].items():
            for one in expected["findings"]:
                found[one["key"]][column_of(view)].add(MARKS.get(one.get("confidence")))
    for name, expected in json.loads((SAMPLES / "logs" / "expected.json").read_text()).items():
        for one in expected["findings"]:
            found[one["key"]]["c-log" if "expc" in name else "e-log"].add(MARKS[one["confidence"]])
    return found


def test_the_marks_are_those_of_the_samples():
    text = (REPOSITORY / "README.md").read_text().partition("### Which failures it knows")[2]
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \|(.*)\|$", text, re.M)
    samples = marks_of_the_samples()
    assert len(rows) > 20
    for key, cells in rows:
        for column, cell in zip(COLUMNS, cells.split("|"), strict=True):
            said = set(re.findall(r"\b[Pp]\b", cell))
            assert said == samples[key][column] - {None}, (key, column)


def test_every_failure_of_the_samples_has_a_row():
    text = (REPOSITORY / "README.md").read_text()
    others = {"own_address", "service_refused"}
    assert all(f"| `{key}` |" in text for key in set(marks_of_the_samples()) - others)
