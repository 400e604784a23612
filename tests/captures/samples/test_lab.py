"""Every capture of the laboratory gives what its expected.json says."""

import re

import pytest
from laboratory import CAPTURES, LABORATORY, SCENARIOS, check_capture, expectation, sample
from scenes import Seen

# What the plugin can do beyond reading SIP. A sample that requires anything else is expected to fail.
ABILITIES = {"judging an encrypted flow by what Expressway-C does"}
LINKS = ("expressway.service.response_in", "expressway.service.request_in",
         "expressway.service.status", "expressway.service.time", "expressway.service.connect_in",
         "expressway.connect.service_in", "expressway.connect.outcome",
         "expressway.service.register_in", "expressway.register.service_in")


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
    assert f"REGISTER of frame {register}, which was not forwarded" in words


def test_the_register_of_the_cured_case_is_forwarded(wireshark):
    path = sample(wireshark, LABORATORY, "single-nic-untranslated", "e-keyed")
    seen = chain(wireshark, "single-nic-untranslated", "e-keyed")
    register, forwarded = wireshark.frames(path, "sip.Method == REGISTER and sip.auth.digest.response")
    (service,) = wireshark.frames(path, "expressway.apparent")
    assert seen.fields[service]["expressway.service.register_in"] == str(register)
    words = " ".join(wireshark.report(path).split())
    assert f"caused by REGISTER of frame {register} -" in words
    assert re.search(rf"- frame {forwarded}, [0-9:.]+: Expressway-E forwards the REGISTER .* answered 200", words)
