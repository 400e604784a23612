"""expected.json of a failure: every finding of every capture, from what the scenario says is broken."""

from __future__ import annotations

from .said import ALL, Ends, findings

UNDECIDED = "undetermined"


def ends_of(failure, c_host: str) -> dict:
    """{side: Ends}"""
    return {"c": Ends(c_host, failure.dial, failure.port), "e": Ends(c_host, failure.listen, failure.port)}


def views_of(failure) -> list:
    return [view for view in ALL if failure.keyed or not view.endswith("keyed")]


def expected_failure(failure, take, c_host: str) -> dict:
    """The content of expected.json."""
    ends = ends_of(failure, c_host)
    views = {view: {"findings": findings(failure.says, view, ends, take.certificates), "findings_allowed": [UNDECIDED]}
             for view in views_of(failure)}
    return {"story": failure.story, "views": views}
