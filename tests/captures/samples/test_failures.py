"""What is found in the captures and logs of other failures: of the kinds that the plugin knows, exactly what
expected.json says, which was written from the scenario."""

import json
import re

import pytest
from conftest import REPOSITORY
from merging import Merging

FAILURES = REPOSITORY / "samples" / "lab" / "failures"
LOGS = REPOSITORY / "samples" / "logs"
SCENARIOS = {path.parent.name: json.loads(path.read_text())["views"]
             for path in sorted(FAILURES.glob("*/expected.json"))}
VIEWS = [(scenario, view) for scenario, views in SCENARIOS.items() for view in views]
SCENES = json.loads((LOGS / "expected.json").read_text())
KNOWN = set(re.findall(r"row\((\w+)\)", (REPOSITORY / "plugin" / "finding" / "findings.c").read_text()))


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


def check(found, expected):
    """found: findings of the JSON. Those that are neither expected nor allowed are false alarms. An expectation
    without a confidence leaves it open."""
    said = {(one["key"], one["severity"], one["confidence"]) for one in found}
    wanted = [(one["key"], one["severity"], confidence) for one in expected["findings"] if one["key"] in KNOWN
              for confidence in ([one["confidence"]] if "confidence" in one else ["probable", "proven"])
              if "confidence" in one or (one["key"], one["severity"], confidence) in said]
    assert {one["key"] for one in expected["findings"] if one["key"] in KNOWN} <= {key for key, _, _ in wanted}
    assert set(wanted) <= said
    assert {key for key, _, _ in said - set(wanted)} <= set(expected["findings_allowed"])


def opened(wireshark, merging, scenario, view):
    folder = FAILURES / scenario
    if view.endswith("-log"):
        return wireshark.save_bytes((folder / f"{view}.txt").read_bytes(), ".txt")
    sides = [view.replace("both", side) for side in (("c", "e") if view.startswith("both") else ("",))]
    paths = [wireshark.save_bytes((folder / f"{side}.pcapng").read_bytes(), ".pcapng") for side in sides]
    return merging.merge(*paths) if len(paths) > 1 else paths[0]


def test_there_are_scenarios():
    assert len(SCENARIOS) > 50 and len(SCENES) > 40 and "nat_reflected" in KNOWN


@pytest.mark.failures
@pytest.mark.parametrize("scenario, view", VIEWS, ids=[f"{one}-{view}" for one, view in VIEWS])
def test_a_failure(wireshark, merging, scenario, view):
    path = opened(wireshark, merging, scenario, view)
    check(wireshark.findings(path), SCENARIOS[scenario][view])


@pytest.mark.failures
@pytest.mark.parametrize("name", SCENES)
def test_a_log(wireshark, name):
    path = wireshark.save_bytes((LOGS / name).read_bytes(), ".txt")
    check(wireshark.findings(path), SCENES[name])


# Scenarios of which both a capture and a log of one host tell, with what they show together.
TOGETHER = [("zone-dropped", "c"), ("zone-refused", "c"), ("name-at-c-tls12", "c"), ("name-at-c-tls13", "c"),
            ("unknown-ca-at-c-tls12", "c"), ("expired-tls12", "c"), ("client-auth-missing-tls12", "e"),
            ("no-client-certificate-tls12", "e")]


@pytest.mark.failures
@pytest.mark.parametrize("scenario, side", TOGETHER, ids=[one for one, _ in TOGETHER])
def test_a_capture_with_its_log(wireshark, merging, scenario, side):
    """One failure is said once, as surely as the surer of the two shows it."""
    folder = FAILURES / scenario
    views = SCENARIOS[scenario]
    path = merging.merge(wireshark.save_bytes((folder / f"{side}.pcapng").read_bytes(), ".pcapng"),
                         wireshark.save_bytes((folder / f"{side}-log.txt").read_bytes(), ".txt"))
    expected, = views[f"{side}-log"]["findings"]
    found = [one for one in wireshark.findings(path) if one["key"] == expected["key"]]
    assert [(one["severity"], one["confidence"]) for one in found] == [(expected["severity"],
                                                                      expected["confidence"])]
    assert any("too" in reason for reason in found[0]["evidence"])
