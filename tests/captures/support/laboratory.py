"""The laboratory's captures, and what expected.json says of each."""

import json

from conftest import REPOSITORY
from scenes import QUIET, Seen

LABORATORY = REPOSITORY / "samples" / "lab"
CAPTURES = ("c-keyed", "c", "e-keyed", "e")
SCENARIOS = ("single-nic-reflected", "single-nic-untranslated", "dual-nic-inner-snat",
             "dual-nic-clean", "port-translated", "reflected-dropped", "reflected-two-zones",
             "reflected-midstream", "reflected-ipv6", "reflected-synproxy", "not-expressway")
FLOW_FIELDS = ("expressway.flow", "expressway.flow.client", "expressway.flow.server",
               "expressway.flow.verdict", "expressway.flow.confidence", "expressway.flow.vantage")
VERDICTS = ("undetermined", "own address", "NAT-reflected", "source-translated", "port-translated")
CONFIDENCES = ("none", "probable", "proven")
VANTAGES = ("unknown", "Expressway-C side", "Expressway-E side")


def expectation(folder, scenario, name):
    return json.loads((folder / scenario / "expected.json").read_text())[name]


def sample(wireshark, folder, scenario, name):
    return wireshark.save_bytes((folder / scenario / f"{name}.pcapng").read_bytes(), ".pcapng")


def summary(flow):
    """A flow of the JSON report in the terms of expected.json."""
    services = flow["services"]
    attempts = [{"destination": one["destination"], "outcome": one["outcome"]}
                for one in flow["connects"]]
    return {**{key: flow[key] for key in ("client", "server", "verdict", "confidence", "vantage",
                                          "apparent")},
            "services": len(services), "connects": attempts,
            "service_statuses": [one["status"] for one in services if one["status"] is not None]}


def check_capture(wireshark, folder, scenario, name, two_pass):
    """The laboratory's own test of a capture, wherever it was made."""
    expected = expectation(folder, scenario, name)
    path = sample(wireshark, folder, scenario, name)
    seen = Seen(wireshark, path, *FLOW_FIELDS, two_pass=two_pass)
    said = [summary(flow) for flow in seen.flows]
    assert [{key: flow[key] for key in wanted} for flow, wanted
            in zip(said, expected["flows"])] == expected["flows"]
    assert len(said) == len(expected["flows"])
    required, allowed = set(expected["expert"]), set(expected.get("expert_allowed", ()))
    assert seen.found() - QUIET <= required | allowed
    if two_pass:
        assert required <= seen.found()
        check_fields(seen, expected["flows"])


def check_fields(seen, flows):
    """In the second pass, every frame of a flow shows the final verdict."""
    rows = {tuple(row.values()) for row in seen.fields.values() if row["expressway.flow"]}
    shown = {(number, client, server, VERDICTS[int(verdict)], CONFIDENCES[int(confidence)])
             for number, client, server, verdict, confidence, _ in rows}
    assert shown == {(str(number), flow["client"], flow["server"], flow["verdict"],
                      flow["confidence"]) for number, flow in enumerate(flows)}
    for row in rows:
        wanted = flows[int(row[0])].get("vantage")
        assert wanted in (None, VANTAGES[int(row[5])])
