"""Every capture of the laboratory says what its expected.json asks for."""

import json

import pytest
from conftest import REPOSITORY
from scenes import QUIET, Seen

LABORATORY = REPOSITORY / "samples" / "lab"
CAPTURES = ("c-keyed", "c", "e-keyed", "e")
SCENARIOS = ("single-nic-reflected", "single-nic-untranslated", "dual-nic-inner-snat",
             "dual-nic-clean", "port-translated", "reflected-dropped", "reflected-two-zones",
             "reflected-midstream", "reflected-ipv6", "reflected-synproxy", "not-expressway")
# What the plugin can do beyond reading SIP. A sample that requires anything else is expected to fail.
ABILITIES = {"judging an encrypted flow by what Expressway-C does"}
FLOW_FIELDS = ("expressway.flow", "expressway.flow.client", "expressway.flow.server",
               "expressway.flow.verdict", "expressway.flow.confidence", "expressway.flow.vantage")
LINKS = ("expressway.service.response_in", "expressway.service.request_in",
         "expressway.service.status", "expressway.service.time", "expressway.service.connect_in",
         "expressway.connect.service_in", "expressway.connect.outcome",
         "expressway.service.register_in", "expressway.register.service_in")
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
    """The last word is on every frame of a flow, in the second pass."""
    rows = {tuple(row.values()) for row in seen.fields.values() if row["expressway.flow"]}
    shown = {(number, client, server, VERDICTS[int(verdict)], CONFIDENCES[int(confidence)])
             for number, client, server, verdict, confidence, _ in rows}
    assert shown == {(str(number), flow["client"], flow["server"], flow["verdict"],
                      flow["confidence"]) for number, flow in enumerate(flows)}
    for row in rows:
        wanted = flows[int(row[0])].get("vantage")
        assert wanted in (None, VANTAGES[int(row[5])])


def test_every_committed_scenario_is_tested():
    assert {path.parent.name for path in LABORATORY.glob("*/expected.json")} == set(SCENARIOS)


@pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name", CAPTURES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sample(request, wireshark, scenario, name, two_pass):
    requires = expectation(LABORATORY, scenario, name).get("requires")
    if requires is not None and requires not in ABILITIES:
        request.applymarker(pytest.mark.xfail(strict=True, reason=f"requires {requires}"))
    check_capture(wireshark, LABORATORY, scenario, name, two_pass)


def chain(wireshark, scenario, name):
    return Seen(wireshark, sample(wireshark, LABORATORY, scenario, name), *LINKS)


def test_from_each_service_one_can_walk_to_its_syn_and_its_answer_and_back(wireshark):
    path = sample(wireshark, LABORATORY, "single-nic-reflected", "c-keyed")
    seen = chain(wireshark, "single-nic-reflected", "c-keyed")
    services = wireshark.frames(path, "expressway.apparent")
    syns = wireshark.frames(path, "tcp.flags.syn == 1 and tcp.dstport == 4401")
    answers = wireshark.frames(path, "sip.Status-Code == 408")
    assert len(services) == len(syns) == len(answers) == 4
    for service, syn, answer in zip(services, syns, answers):
        assert seen.fields[service]["expressway.service.connect_in"] == str(syn)
        assert seen.fields[service]["expressway.service.response_in"] == str(answer)
        assert seen.fields[syn]["expressway.connect.service_in"] == str(service)
        assert seen.fields[syn]["expressway.connect.outcome"] == "1"
        assert seen.fields[answer]["expressway.service.request_in"] == str(service)
        assert seen.fields[answer]["expressway.service.status"] == "408"
        assert 0 < float(seen.fields[answer]["expressway.service.time"]) < 1
        assert "connect_failed" in seen.experts[syn]
        assert "service_failed" in seen.experts[answer]


def test_the_register_at_e_is_joined_and_was_not_forwarded(wireshark):
    path = sample(wireshark, LABORATORY, "single-nic-reflected", "e-keyed")
    seen = chain(wireshark, "single-nic-reflected", "e-keyed")
    (register,) = wireshark.frames(path, "sip.Method == REGISTER and sip.auth.digest.response")
    services = wireshark.frames(path, "expressway.apparent")
    for service in services:
        assert seen.fields[service]["expressway.service.register_in"] == str(register)
    assert seen.fields[register]["expressway.register.service_in"] == str(services[0])
    assert [one["register_frame"] for one in seen.flows[0]["services"]] == [register] * 4
    words = " ".join(wireshark.report(path).split())
    assert f"REGISTER of frame {register} was not forwarded" in words


def test_the_register_of_the_cured_case_is_forwarded(wireshark):
    path = sample(wireshark, LABORATORY, "single-nic-untranslated", "e-keyed")
    seen = chain(wireshark, "single-nic-untranslated", "e-keyed")
    register, forwarded = wireshark.frames(path, "sip.Method == REGISTER and sip.auth.digest.response")
    (service,) = wireshark.frames(path, "expressway.apparent")
    assert seen.fields[service]["expressway.service.register_in"] == str(register)
    words = " ".join(wireshark.report(path).split())
    assert f"REGISTER of frame {register} was forwarded" in words
    assert f"in frame {forwarded}" in words
