"""expected.json of a failure: every finding of every capture, from what the scenario says is broken."""

from __future__ import annotations

from .expected import text
from .failure_logs import meaning
from .said import ALL, C_SIDE, CONFIDENCE, E_SIDE, KEYED, MERGED, Ends, findings, sides

UNDECIDED = "undetermined"
# Every entry of these kinds has a finding of its own, whatever else is found.
OF_ENTRIES = ("log_negotiation_failed", "log_error")


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
    for view in MERGED:
        # Both sides of a connection show that nothing translated C's address, even if it failed.
        if view in views:
            views[view]["findings_allowed"].append("own_address")
    views.update(expected_logs(failure, take, ends))
    return {"story": failure.story, "views": views}


def expected_logs(failure, take, ends: dict) -> dict:
    """What each host's log says alone, as far as it says anything."""
    views = {}
    for side, truth in (("c", take.c_truth), ("e", take.e_truth)):
        told = meaning(truth["diary"]) if truth.get("diary") else None
        if told is None:
            continue
        key, severity, reason = told
        finding = {"key": key, "severity": severity, "confidence": CONFIDENCE[severity], "client": ends[side].client,
                   "server": f"{ends[side].server}:{ends[side].port}"}
        values = {"reason": reason} if reason else {}
        if key == "tls_name" and side == "c":
            values["name"] = failure.wanted_name
        views[f"{side}-log"] = {"findings": [{**finding, "values": values} if values else finding],
                                "findings_allowed": list(OF_ENTRIES)}
    return views


def flow(zone: dict, side: str, readable: bool, statuses: list) -> dict:
    """The traversal connection. At E only a 200 to SERVICE makes C's own address more than probable."""
    confidence = "none" if not readable else "proven" if side == "c" or 200 in statuses else "probable"
    return {"client": text(zone["client"]), "server": text(zone["server"]),
            "verdict": "own address" if readable else UNDECIDED, "confidence": confidence,
            "vantage": "Expressway-C side" if side == "c" else "Expressway-E side",
            "services": len(statuses) if readable else 0, "service_statuses": statuses if readable else []}


def expected_link(link, take, c_host: str) -> dict:
    """The same where the zone comes up. `flows` where one connection is all there is."""
    expectation = expected_failure(link, take, c_host)
    statuses = take.e_truth["zones"][0]["statuses"]
    for view, told in expectation["views"].items():
        # Whether E says C's address to be its own where no SERVICE got 200 is a matter of words.
        told["findings_allowed"] = [UNDECIDED, "own_address", *link.allowed]
        if view in C_SIDE + E_SIDE and not link.idle and not link.scanner:
            truth = take.c_truth if view in C_SIDE else take.e_truth
            told["flows"] = [flow(truth["zones"][0], sides(view), view in KEYED, statuses)]
    return expectation
